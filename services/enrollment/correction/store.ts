import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { identityKey, nameCorrectionKey, nameCorrectionPrefix, personKey } from '../keys.ts'
import type { NameCorrection } from './rules/decide-name.ts'

export const nameCorrections = defineRecord<NameCorrection>({
  kind: 'name-correction',
  key: nameCorrectionKey,
})

/** The corrections of a person's name, in their order. */
export const correctionsOf = (personId: string, store: Store): Promise<NameCorrection[]> =>
  Array.fromAsync(nameCorrections.list(store, personKey({ personId }), { prefix: nameCorrectionPrefix }))

/**
 * The writes of a correction: its record, whose number only one of two at once can have, and with it the new name. The
 * identity is written without a condition of its own, since those of earlier releases have no version.
 */
export const correctionWrites = (correction: NameCorrection): Write[] => [
  nameCorrections.create(correction),
  { kind: 'add', key: identityKey(correction), amounts: { namesCorrected: 1 }, set: { name: correction.to } },
]
