import type { Cell } from '#shared/edge/files/sheet.ts'

/** Columns that stand beside those of a sheet of bills, and their cells by bill. */
export type Beside = {
  readonly columns: readonly string[]
  readonly of: (billId: string) => readonly Cell[]
}

/** No more than the bills say themselves. */
export const nothingBeside: Beside = { columns: [], of: () => [] }
