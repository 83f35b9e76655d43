import type { XlsxCell, XlsxSheet } from '#shared/edge/files/xlsx-parts.ts'
import { workbookParts } from '#shared/edge/files/xlsx-parts.ts'
import { zipOf } from '#shared/edge/files/zip.ts'

/**
 * A workbook of sheets. Its few parts are written here, because the libraries for whole workbooks weigh a megabyte, which
 * every start of the function would pay for.
 */
export const xlsxBook = (sheets: readonly XlsxSheet[]): Uint8Array =>
  zipOf(workbookParts(sheets).map(({ name, text }) => ({ name, bytes: Buffer.from(text) })))

/** A workbook of one sheet. */
export const xlsxFile = (
  title: string,
  columns: readonly string[],
  rows: readonly (readonly XlsxCell[])[],
): Uint8Array => xlsxBook([{ title, columns, rows }])
