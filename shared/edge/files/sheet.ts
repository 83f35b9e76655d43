import { stringify } from 'csv-stringify/sync'
import { xlsxFile } from '#shared/edge/files/xlsx.ts'
import { Download } from '#shared/edge/http/operation.ts'
import type { Fen } from '#shared/money/fen.ts'
import { formatYuan } from '#shared/money/fen.ts'

/** A cell: text, a whole number, or an amount of money, which is shown in yuan. */
export type Cell = string | number | null | { readonly fen: Fen }

/** A share in millionths as per cent with two decimals, cut off; empty where there is none. */
export const percentCell = (share: number | undefined): string =>
  share === undefined
    ? ''
    : `${Math.floor(share / 10_000)}.${String(Math.floor((share % 10_000) / 100)).padStart(2, '0')}%`

/** A table as a spreadsheet has it: a title for its tab, the names of its columns, its rows. */
export type Sheet = {
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
}

export const sheetFormats = ['json', 'csv', 'xlsx'] as const
export type SheetFormat = (typeof sheetFormats)[number]

const csvType = 'text/csv; charset=utf-8'
/** The content type of a workbook. */
export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
/** The content types of the files a sheet can be saved as. */
export const sheetTypes = [csvType, xlsxType]

/** What a spreadsheet would take for a formula when text begins with it; some read full-width signs as they read these. */
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/

const plain = (cell: Cell): string => {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  if (typeof cell === 'object') return formatYuan(cell.fen)
  return formulaStart.test(cell) ? `'${cell}` : cell
}

/** A sheet as CSV with a byte-order mark, without which Excel reads Chinese as something else; text is never a formula. */
export const csvOf = ({ columns, rows }: Sheet): string =>
  stringify(
    [columns, ...rows].map((row) => row.map(plain)),
    // Half a line break ends a row for a spreadsheet as a whole one does.
    { bom: true, record_delimiter: '\r\n', quoted_match: /[\r\n]/ },
  )

/** A sheet as a workbook; amounts are numbers in yuan, exact in their digits. */
export const xlsxOf = ({ title, columns, rows }: Sheet): Uint8Array =>
  xlsxFile(
    title,
    columns,
    rows.map((row) =>
      row.map((cell) =>
        cell !== null && typeof cell === 'object' ? { amount: formatYuan(cell.fen) } : cell,
      ),
    ),
  )

/** A sheet as a file of the wanted format; `name` is without ending. */
export const downloadOf = (sheet: Sheet, format: Exclude<SheetFormat, 'json'>, name: string): Download =>
  format === 'csv'
    ? new Download(`${name}.csv`, csvType, new TextEncoder().encode(csvOf(sheet)))
    : new Download(`${name}.xlsx`, xlsxType, xlsxOf(sheet))
