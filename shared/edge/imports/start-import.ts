import type { Day } from '#shared/calendar/day.ts'
import type { Hints } from '#shared/edge/files/any-table.ts'
import type { BadCell } from '#shared/edge/files/bad-cell.ts'
import type { SentFile } from '#shared/edge/files/sent-file.ts'
import type { BadRowsKept } from '#shared/edge/imports/bad-rows.ts'
import type { FileScan } from '#shared/edge/imports/file-source.ts'
import type { OfImport } from '#shared/edge/imports/import-keys.ts'
import { partsOf } from '#shared/edge/imports/import-parts.ts'
import type { RowCounts } from '#shared/edge/imports/import-records.ts'
import type { Reading } from '#shared/edge/imports/sender-map.ts'
import type { Runs } from '#shared/edge/runs/run.ts'
import { startRun } from '#shared/edge/runs/run.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Caller, Decider } from '#shared/kernel/authority.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { importRefusals } from '#shared/kernel/import-refusals.ts'

export const importTask = 'import-persons'

/** The kind of files of the first releases, which did not say it. */
export const firstKind = 'persons'

/** So many parts make a file: three hundred megabytes and more. */
export const mostParts = 999

/** What is to be done with the parts of a file; the same again is the same run. */
type Terms = OfImport &
  Hints & {
    /** Absent: persons to enrol. */
    readonly kind?: string
    readonly digests: readonly string[]
    readonly onBadRows: 'refuse' | 'skip'
    readonly preview: boolean
    /** How its sender writes, as it was when the run was started; absent: as all do. */
    readonly reading?: Reading
  }

/** A file to import, with who asked for it: a row of a city that they do not reach is a bad row. */
export type ImportOrder = Terms & {
  readonly caller: Caller
  readonly by: Decider
  readonly commandId: string
  readonly today: Day
}

/** A file in the bucket, to be imported on the terms that it says itself. */
export type ObjectOrder = SentFile & { readonly kind?: string; readonly commandId: string }

/** How far the judging of many rows is: it goes on after a line with what it found until then. */
export type JudgedSoFar = {
  readonly afterLine: number
  readonly rows: number
  readonly bad: number
  readonly would: RowCounts
  readonly firstBad: readonly BadCell[]
  readonly firstNames: readonly string[]
  readonly unreadColumns: readonly string[]
  readonly badRows: readonly BadRowsKept[]
}

/** How far a run of many rows is: it goes on after a line with what it came to until then. */
export type Progress = {
  readonly scan?: FileScan
  /** How a file of the bucket is read, as it was when its run began. */
  readonly reading?: Reading
  readonly judging?: JudgedSoFar
  readonly afterLine: number
  readonly imported: number
  readonly did?: RowCounts
  /** What rows were refused for once others had been taken. */
  readonly late: readonly BadCell[]
  /** Those rows as files to mend, one of each call. */
  readonly lateRows?: readonly BadRowsKept[]
  /** How often it was handed on. */
  readonly turn?: number
}

/** A run that has begun. */
export const fresh: Progress = { afterLine: 0, imported: 0, late: [] }

/** The digests of the parts of a file, as many as were sent. */
export const digestsOf = async (
  of: OfImport,
  sent: number,
  { store }: { readonly store: Store },
): Promise<Decision<string[]>> => {
  const parts = await partsOf(of, store)
  const missing = missingPart(new Set(parts.map(({ part }) => part)), sent)
  return missing === undefined
    ? accept(parts.map(({ digest }) => digest))
    : importRefusals.refuse('import.part-missing', { figures: { part: missing } })
}

const missingPart = (numbers: ReadonlySet<number>, sent: number): number | undefined => {
  for (let part = 1; part <= sent; part += 1) if (!numbers.has(part)) return part
  return numbers.size === sent ? undefined : sent + 1
}

/** Has the parts of a file, as they are now, imported by a run; the same again is the same run. */
export const startImport = async (
  { caller, by, commandId, today, ...terms }: ImportOrder,
  { runs }: { readonly runs: () => Runs },
): Promise<string> => {
  const runId = stableId('N', JSON.stringify(terms))
  const order: ImportOrder = { ...terms, caller, by, commandId, today }
  const units = [{ unitId: '0000', input: order }]
  await startRun(runs(), { runId, task: importTask, parameters: terms, units })
  return runId
}
