import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { lumpSumKey, lumpSumsPartition } from '../keys.ts'
import type { LumpSum } from './rules/decide-lump-sum.ts'

/** A lump sum as proposed and decided, with the version its next write replaces. */
export type StoredLumpSum = { readonly lumpSum: LumpSum; readonly version: number }
type LumpSumName = { readonly lumpSum: Pick<LumpSum, 'lumpSumId'> }

export const lumpSums = defineRecord<StoredLumpSum, LumpSumName>({
  kind: 'lump-sum',
  key: ({ lumpSum }) => lumpSumKey(lumpSum.lumpSumId),
  index: ({ lumpSum }) => ({
    gsi1pk: lumpSumsPartition(lumpSum.city, lumpSum.state),
    gsi1sk: `${lumpSum.proposed.on}#${lumpSum.lumpSumId}`,
  }),
})

export const lumpSumWrite = (stored: StoredLumpSum): Write => lumpSums.replace(stored, stored.version)

export const readLumpSum = (store: Store, lumpSumId: string): Promise<StoredLumpSum | undefined> =>
  lumpSums.read(store, { lumpSum: { lumpSumId } })
