import type { Schema } from '../api/operation.ts'
import { fieldsOf, plain } from '../form/values.ts'
import { yuanText } from '../money/fen.ts'
import type { Words } from '../words/words.ts'
import { at, type Row } from './table.tsx'

/** A cell that no spreadsheet takes for a formula. */
const cell = (text: string): string => {
  const safe = /^[=+@\t]|^-(?!\d)/.test(text) ? `'${text}` : text
  return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Gives a blob to the browser to save under a name. */
export const saveBlob = (name: string, blob: Blob): void => {
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}

/** Saves the rows of a list as CSV that spreadsheets open rightly: UTF-8 with its mark, amounts in exact yuan. */
export const saveRows = (
  title: string,
  rows: readonly Row[],
  columns: readonly string[],
  schema: Schema,
  words: Words,
): void => {
  const fields = fieldsOf(schema)
  const text = (row: Row, path: string): string => {
    const value = at(row, path)
    const name = path.split('.').at(-1) ?? path
    if (value === undefined || value === null) return ''
    if (plain(fields[path] ?? {}).unit === 'fen' && typeof value === 'number') return yuanText(value)
    return typeof value === 'object' ? JSON.stringify(value) : words.value(value, name)
  }
  const heads = columns.map((path) => cell(words.field(path.split('.').at(-1) ?? path)))
  const lines = rows.map((row) => columns.map((path) => cell(text(row, path))).join(','))
  const csv = `\uFEFF${[heads.join(','), ...lines].join('\r\n')}\r\n`
  saveBlob(`${title}.csv`, new Blob([csv], { type: 'text/csv;charset=utf-8' }))
}
