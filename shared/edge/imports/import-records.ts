import type { BadCell, FileFault } from '#shared/edge/files/bad-cell.ts'
import type { SentObject } from '#shared/edge/files/sent-file.ts'
import type { BadRowsKept } from '#shared/edge/imports/bad-rows.ts'
import type { OfImport } from '#shared/edge/imports/import-keys.ts'
import {
  importJudgementKey,
  importOutcomeKey,
  importOutcomePrefix,
  importPartition,
  importProgressKey,
} from '#shared/edge/imports/import-keys.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Decider } from '#shared/kernel/authority.ts'

/** How many rows do what, by the words of their kind of file. */
export type RowCounts = Readonly<Record<string, number>>

/** So many bad rows are told with what a run came to; all of them stand in files. */
export const mostBadTold = 200

export const added = (counts: RowCounts, more: RowCounts): RowCounts => {
  const names = new Set([...Object.keys(counts), ...Object.keys(more)])
  return Object.fromEntries([...names].map((name) => [name, (counts[name] ?? 0) + (more[name] ?? 0)]))
}

/** What a run over a file came to. */
export type ImportOutcome = OfImport & {
  readonly runId: string
  /** The kind of the file; absent: persons to enrol, which files of the first releases were. */
  readonly fileKind?: string
  /** Who started it: the journal is the door's alone, so the run keeps it with what it did. */
  readonly by: Decider
  /** `refused` for bad rows; `overtaken` by parts sent anew meanwhile; `unreadable` with its fault. */
  readonly outcome: 'previewed' | 'imported' | 'refused' | 'overtaken' | 'unreadable'
  readonly rows: number
  readonly imported: number
  /** What the rows would do, as they were judged. */
  readonly would?: RowCounts
  /** What they did. */
  readonly did?: RowCounts
  /** How many of the persons are alike to another; absent: none. */
  readonly alike?: number
  /** How many rows are bad, and what is wrong with the first of them. */
  readonly bad: number
  readonly firstBad: readonly BadCell[]
  /** Its bad rows as files to mend, in the order they were found. */
  readonly badRows?: readonly BadRowsKept[]
  /** The encoding, or `xlsx`. */
  readonly format?: string
  /** Columns that nobody read, by their headings. */
  readonly unreadColumns?: readonly string[]
  /** The first names, of which only the first character is kept: it shows whether the encoding was right. */
  readonly firstNames: readonly string[]
  /** The object it was read from, where it came by the bucket. */
  readonly object?: SentObject
  readonly fault?: FileFault
}

/** What the rows of a file were judged to be before any was taken. */
export type Judgement = Pick<
  ImportOutcome,
  | 'division'
  | 'importId'
  | 'runId'
  | 'rows'
  | 'would'
  | 'bad'
  | 'firstBad'
  | 'firstNames'
  | 'format'
  | 'unreadColumns'
  | 'badRows'
>

/** Names a run over an import. */
type OfRun = Pick<ImportOutcome, 'division' | 'importId' | 'runId'>

export const judgements = defineRecord<Judgement, OfRun>({
  kind: 'import-judgement',
  key: importJudgementKey,
})

export const importOutcomes = defineRecord<ImportOutcome, OfRun>({
  kind: 'import-outcome',
  key: importOutcomeKey,
})

/** How far a run that is too long for one call has come. */
export type RunProgress = OfRun & {
  readonly fileKind: string
  readonly phase: 'judging' | 'taking'
  readonly judged: number
  readonly taken: number
  readonly version: number
}

export const importProgress = defineRecord<RunProgress, OfRun>({
  kind: 'import-progress',
  key: importProgressKey,
})

export const outcomesOf = (of: OfImport, store: Store): Promise<ImportOutcome[]> =>
  Array.fromAsync(importOutcomes.list(store, importPartition(of), { prefix: importOutcomePrefix }))

export const firstOutcomeOf = async (of: OfImport, store: Store): Promise<ImportOutcome | undefined> => {
  const page = await importOutcomes.page(store, importPartition(of), {
    prefix: importOutcomePrefix,
    limit: 1,
  })
  return page.records[0]
}

export const progressOf = (of: OfImport, store: Store): Promise<RunProgress[]> =>
  Array.fromAsync(importProgress.list(store, importPartition(of), { prefix: 'PROGRESS#' }))
