import type { XlsxCell } from '../../../shared/edge/files/xlsx-parts.ts'
import type { Exported } from './exported.ts'

/** Gives a blob to the browser to save under a name. */
export const saveBlob = (name: string, blob: Blob): void => {
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}

/** A cell that no spreadsheet takes for a formula. */
const csvCell = (cell: XlsxCell): string => {
  const text = cell === null ? '' : typeof cell === 'object' ? cell.amount : String(cell)
  const safe = /^[=+@\t]|^-(?!\d)/.test(text) ? `'${text}` : text
  return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Rows as CSV that spreadsheets open rightly: UTF-8 with its mark. */
export const csvOf = ({ heads, cells }: Exported): string =>
  `\uFEFF${[heads, ...cells].map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Saves a list under its title, as CSV or as a workbook. */
export const saveRows = async (title: string, format: 'csv' | 'xlsx', exported: Exported): Promise<void> => {
  if (format === 'csv')
    return saveBlob(`${title}.csv`, new Blob([csvOf(exported)], { type: 'text/csv;charset=utf-8' }))
  // What packs a workbook is loaded when somebody asks for one.
  const { xlsxInBrowser } = await import('../../../shared/edge/files/xlsx-in-browser.ts')
  const bytes = new Uint8Array(xlsxInBrowser({ title, columns: exported.heads, rows: exported.cells }))
  return saveBlob(`${title}.xlsx`, new Blob([bytes], { type: workbookType }))
}
