import type { Value } from '#shared/edge/store/attribute-value.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { identityKey, nameCorrectionKey, nameCorrectionPrefix, personKey } from '../keys.ts'
import type { Identity } from '../person/store.ts'
import { identities } from '../person/store.ts'
import type { NameCorrection } from './rules/decide-name.ts'

export const nameCorrections = defineRecord<NameCorrection>({
  kind: 'name-correction',
  key: nameCorrectionKey,
})

/** The corrections of a person's name, in their order. */
export const correctionsOf = (personId: string, store: Store): Promise<NameCorrection[]> =>
  Array.fromAsync(nameCorrections.list(store, personKey({ personId }), { prefix: nameCorrectionPrefix }))

/** What a correction binds its sealed text to: not the place of the identity, so that neither opens as the other. */
export const placeOf = ({ personId, number }: Pick<NameCorrection, 'personId' | 'number'>): string =>
  `${personId}/name/${number}`

/**
 * The writes of a correction: its record, whose number only one of two at once can have, and with it the identity under
 * the new name and its tokens. The identity is written without a condition of its own, since it has no version.
 */
export const correctionWrites = (correction: NameCorrection, identity: Identity): Write[] => {
  const { tokens, sealed, gsi1pk, gsi1sk, gsi2pk, gsi2sk } = identities.item(identity)
  return [
    nameCorrections.create(correction),
    {
      kind: 'add',
      key: identityKey(correction),
      amounts: { namesCorrected: 1 },
      set: { tokens, sealed, gsi1pk, gsi1sk, gsi2pk, gsi2sk } as Readonly<Record<string, Value>>,
    },
  ]
}
