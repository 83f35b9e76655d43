import { strToU8, zipSync } from 'fflate'
import type { XlsxSheet } from '#shared/edge/files/xlsx-parts.ts'
import { workbookParts } from '#shared/edge/files/xlsx-parts.ts'

/** Every part is dated alike: the same content gives the same bytes. */
const mtime = new Date(1980, 0, 1)

/** A workbook of one sheet, packed where there is no Node: a browser waits for a single one. */
export const xlsxInBrowser = (sheet: XlsxSheet): Uint8Array =>
  zipSync(Object.fromEntries(workbookParts([sheet]).map(({ name, text }) => [name, strToU8(text)])), {
    mtime,
  })
