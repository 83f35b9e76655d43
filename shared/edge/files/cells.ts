import type { Day } from '#shared/calendar/day.ts'
import { addDays, isDay } from '#shared/calendar/day.ts'

/** What a column holds, which says how its cells are read. */
export type CellKind = 'text' | 'code' | 'day' | 'number'

/** Why a cell cannot be read, whatever its column is for. */
export type CellFault = 'file.error-cell' | 'file.number-lost'

export type CellRead = { readonly text: string } | { readonly fault: CellFault }

const around = /^[\s\u200b\ufeff]+|[\s\u200b\ufeff]+$/gu

/** What spreadsheets show where a formula failed. */
const errorCell = /^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)$/i

/** A long number as a spreadsheet shows it: the digits that are not shown are lost. */
const lostNumber = /^[+-]?\d+(?:\.\d+)?E\+\d+$/i

const withThousands = /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/

/** Day 0 of a spreadsheet's calendar; five digits reach from 1927 to 2173. */
const dayZero: Day = '1899-12-30'

const padded = (digits: string): string => digits.padStart(2, '0')

/** A day as people and spreadsheets write it: 2025-01-05, 2025/1/5, 2025.1.5, 20250105, 2025年1月5日, 45662. */
export const dayIn = (text: string): string => {
  const written =
    /^(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2}))(?:[ T]0?0:00(?::00(?:\.0+)?)?)?$/.exec(
      text,
    )
  if (written) {
    const [, year = '', ...parts] = written
    const [month = '', day = ''] = parts.filter((part) => part !== undefined)
    const read = `${year}-${padded(month)}-${padded(day)}`
    return isDay(read) ? read : text
  }
  return /^[1-9]\d{4}$/.test(text) ? addDays(dayZero, Number(text)) : text
}

const narrow = (text: string): string => text.normalize('NFKC').replace(around, '')

const numberIn = (text: string): string => (withThousands.test(text) ? text.replaceAll(',', '') : text)

/** A cell without what a spreadsheet puts around it: blanks, and the apostrophe that keeps digits as text. */
const bare = (cell: string): string => {
  const trimmed = cell.replace(around, '')
  return trimmed.startsWith("'") ? trimmed.slice(1).replace(around, '') : trimmed
}

/** Reads a cell by the kind of its column; what cannot be read as such is left as it is, for the check of the field. */
export const readCell = (cell: string, kind: CellKind): CellRead => {
  const text = bare(cell)
  if (errorCell.test(text)) return { fault: 'file.error-cell' }
  if (kind === 'text') return { text }
  const plain = narrow(text)
  if (lostNumber.test(plain)) return { fault: 'file.number-lost' }
  if (kind === 'day') return { text: dayIn(plain) }
  return { text: kind === 'number' ? numberIn(plain) : plain }
}
