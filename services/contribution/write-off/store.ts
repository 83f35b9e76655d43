import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { writeOffKey, writeOffsPartition } from '../keys.ts'
import type { WriteOff } from './rules/write-off.ts'

/** A decision to take something off a bill as stored, with the version its next write replaces. */
export type StoredWriteOff = { readonly writeOff: WriteOff; readonly version: number }
type WriteOffId = { readonly writeOff: Pick<WriteOff, 'writeOffId'> }

export const writeOffs = defineRecord<StoredWriteOff, WriteOffId>({
  kind: 'write-off',
  key: ({ writeOff }) => writeOffKey(writeOff.writeOffId),
  index: ({ writeOff: { city, state, proposed, writeOffId } }) => ({
    gsi1pk: writeOffsPartition(city, state),
    gsi1sk: `${proposed.on}#${writeOffId}`,
  }),
})

export const writeOffWrite = (stored: StoredWriteOff): Write => writeOffs.replace(stored, stored.version)

export const readWriteOff = (store: Store, writeOffId: string): Promise<StoredWriteOff | undefined> =>
  writeOffs.read(store, { writeOff: { writeOffId } })
