import { monthOf } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { writeOffKey, writeOffsPartition } from '../keys.ts'
import { factPlace } from '../month-facts.ts'
import type { WriteOff } from './rules/write-off.ts'

/** A decision to take something off a bill as stored, with the version its next write replaces. */
export type StoredWriteOff = { readonly writeOff: WriteOff; readonly version: number }
type WriteOffId = { readonly writeOff: Pick<WriteOff, 'writeOffId'> }

/** What is taken off counts in the month in which the second officer decided. */
const takenOffPlace = (writeOff: WriteOff) => {
  if (writeOff.state !== 'approved') return {}
  const { city, scheme, kind, writeOffId, payer, amount, decided } = writeOff
  const pooled = kind === 'reinstatement' ? -amount : amount
  return factPlace('off', {
    ...{ city, scheme, month: monthOf(decided.on) },
    ...{ of: kind, id: writeOffId, amounts: [{ payer, pooled, account: 0 }] },
  })
}

export const writeOffs = defineRecord<StoredWriteOff, WriteOffId>({
  kind: 'write-off',
  key: ({ writeOff }) => writeOffKey(writeOff.writeOffId),
  index: ({ writeOff }) => ({
    gsi1pk: writeOffsPartition(writeOff.city, writeOff.state),
    gsi1sk: `${writeOff.proposed.on}#${writeOff.writeOffId}`,
    ...takenOffPlace(writeOff),
  }),
})

export const writeOffWrite = (stored: StoredWriteOff): Write => writeOffs.replace(stored, stored.version)

export const readWriteOff = (store: Store, writeOffId: string): Promise<StoredWriteOff | undefined> =>
  writeOffs.read(store, { writeOff: { writeOffId } })
