import { defineRecord } from '#shared/edge/store/record.ts'
import { likenessKey, namesakesKey } from '../keys.ts'
import type { Likeness } from './rules/likeness.ts'

/** Where likenesses stand in the index: those that wait for a division's word, and those decided. */
export const likenessIndex = 'gsi1'
export const openLikenesses = (division: string): string => `LIKENESSES-OPEN#${division}`
const decidedLikenesses = (division: string): string => `LIKENESSES-DECIDED#${division}`

export const likenesses = defineRecord<Likeness, Pick<Likeness, 'likenessId'>>({
  kind: 'likeness',
  key: likenessKey,
  index: ({ likenessId, division, foundOn, status }) => ({
    gsi1pk: status === 'open' ? openLikenesses(division) : decidedLikenesses(division),
    gsi1sk: `${foundOn}#${likenessId}`,
  }),
})

/**
 * The persons of one name, sex and birth day, by the token that stands for these. Whoever registers writes its next version,
 * so that of two who do so at once the second sees the first.
 */
export type Namesakes = {
  readonly token: string
  readonly version: number
  readonly persons: readonly string[]
}

export const namesakes = defineRecord<Namesakes, Pick<Namesakes, 'token'>>({
  kind: 'namesakes',
  key: namesakesKey,
})
