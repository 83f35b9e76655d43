import type { BadCell } from '#shared/edge/files/bad-cell.ts'
import type { TableColumns } from '#shared/edge/files/headings.ts'
import type { Row } from '#shared/edge/files/table.ts'
import type { FileTemplate } from '#shared/edge/files/template.ts'
import type { OfImport } from '#shared/edge/imports/import-keys.ts'
import type { RowCounts } from '#shared/edge/imports/import-records.ts'
import type { Caller, Decider, Scope } from '#shared/kernel/authority.ts'

/** What every row of a file has in common. */
export type FileOfRows = OfImport & {
  readonly runId: string
  readonly caller: Caller
  readonly by: Decider
  /** The business day on which it was sent. */
  readonly today: string
  /** SHA-256 of the file, in hexadecimal digits; absent where it came by the bucket, and nobody is named by whom. */
  readonly digest?: string
}

/** What rows would do, and what is wrong with those that would do nothing. */
export type Judged = { readonly bad: readonly BadCell[]; readonly counts: RowCounts }

/** What rows did: how many were taken, and what turned out to be wrong with the others. */
export type Taken = { readonly taken: number; readonly late: readonly BadCell[]; readonly counts: RowCounts }

/** Somebody or something of ours that no row of the file names: by our id, and why it is told. */
export type Unnamed = { readonly id: string; readonly fault: Omit<BadCell, 'line' | 'column'> }

/** Reads the rows of one file in their order. */
export type FileReader = {
  /** Says what rows would do; nothing is written. A row is judged once, unless a call broke off. */
  readonly judge: (rows: readonly Row[]) => Promise<Judged>
  /** Does what rows say, that were judged to be good. What was done before is found done. */
  readonly take: (rows: readonly Row[]) => Promise<Taken>
  /** Takes note of rows that an earlier call judged, so that another one of the same is seen. */
  readonly remember?: (rows: readonly Row[]) => void
  /** Once all rows are judged: what of ours no row names. */
  readonly finish?: () => Promise<readonly Unnamed[]>
}

/** A kind of file that offices send: its columns, and a command for each of its rows. */
export type FileKind = {
  readonly kind: string
  /** Who may send it. */
  readonly scopes: readonly Scope[]
  readonly columns: TableColumns
  readonly template: FileTemplate
  /** What rows belong together by, which stand together and are taken or left together; absent: each stands for itself. */
  readonly groupOf?: (row: Row) => string
  /** Its rows are compared with what is registered, and change nothing, whatever terms it is sent on. */
  readonly comparesOnly?: true
  readonly open: (file: FileOfRows) => Promise<FileReader>
}
