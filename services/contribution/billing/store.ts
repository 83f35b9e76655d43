import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { billedYearKey, leftOutKey, leftOutPartition } from '../keys.ts'
import type { BilledYear } from './rules/billed-year.ts'
import type { LeftOut } from './rules/left-out.ts'

/** The months of a person's year as billed, with the version its next write replaces. */
export type StoredBilledYear = BilledYear & { readonly version: number }
type BilledYearId = Pick<BilledYear, 'personId' | 'year'>

export const billedYears = defineRecord<StoredBilledYear, BilledYearId>({
  kind: 'billed-year',
  key: billedYearKey,
})

type LeftOutId = { readonly runId: string; readonly unitId: string; readonly part: number }
type LeftOutPart = LeftOutId & { readonly rows: readonly LeftOut[] }

/** A part of those whom a unit of a billing run left out, each with the reason. */
export const leftOutParts = defineRecord<LeftOutPart, LeftOutId>({ kind: 'left-out', key: leftOutKey })

/** How many of those left out stand in one item: as many as one answer shows. */
export const leftOutAtOnce = 100

/** Keeps whom a unit left out; the same part written again is the same. */
export const leftOutWrite = ({ runId, unitId, part, rows }: LeftOutPart): Write => ({
  kind: 'add',
  key: leftOutKey({ runId, unitId, part }),
  amounts: { writes: 1 },
  set: { kind: leftOutParts.kind, runId, unitId, part, rows: rows.map((row) => ({ ...row })) },
})

/** A part of those left out by a run, in the order of its units; undefined after the last. */
export const partOfLeftOut = async (
  store: Store,
  runId: string,
  cursor: string | undefined,
): Promise<{ readonly part?: LeftOutPart; readonly cursor?: string }> => {
  const page = await leftOutParts.page(store, leftOutPartition(runId), {
    limit: 1,
    ...(cursor === undefined ? {} : { cursor }),
  })
  const [part] = page.records
  return { ...(part ? { part } : {}), ...(page.cursor === undefined ? {} : { cursor: page.cursor }) }
}
