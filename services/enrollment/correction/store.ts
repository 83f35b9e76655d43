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
 * Writes who a person turned out to be, with the tokens they are found by, and counts what was corrected. An identity has
 * no version: what is written with it keeps two corrections at once apart.
 */
export const rewrittenIdentity = (
  identity: Identity,
  amounts: Readonly<Partial<Record<'namesCorrected' | 'numbersCorrected', number>>>,
): Write => {
  const { certificateType, passportOf, birthOn, sex, tokens, sealed, gsi1pk, gsi1sk, gsi2pk, gsi2sk } =
    identities.item(identity)
  return {
    kind: 'add',
    key: identityKey(identity),
    amounts,
    set: {
      compared: true,
      certificateType,
      ...(passportOf === undefined ? {} : { passportOf }),
      birthOn,
      sex,
      tokens,
      sealed,
      gsi1pk,
      gsi1sk,
      gsi2pk,
      gsi2sk,
    } as Readonly<Record<string, Value>>,
  }
}

/** The writes of a corrected name: its record, whose number only one of two at once can have, and with it the identity. */
export const correctionWrites = (correction: NameCorrection, identity: Identity): Write[] => [
  nameCorrections.create(correction),
  rewrittenIdentity(identity, { namesCorrected: 1 }),
]
