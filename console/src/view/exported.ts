import type { XlsxCell } from '../../../shared/edge/files/xlsx-parts.ts'
import type { Schema } from '../api/operation.ts'
import { plain, schemaAt } from '../form/values.ts'
import { yuanText } from '../money/fen.ts'
import type { Words } from '../words/words.ts'
import { cellText } from './cell-text.ts'
import { at, type Row } from './row.ts'
import { counted, isInstitution, shares } from './value-kind.ts'

/** A list as it is taken away: its headings, and its cells as a workbook has them. */
export type Exported = {
  readonly heads: readonly string[]
  readonly cells: readonly (readonly XlsxCell[])[]
}

const lastOf = (path: string): string => path.split('.').at(-1) ?? path

const institutionIn = (row: Row, path: string): string | undefined => {
  const value = at(row, path)
  return typeof value === 'string' && isInstitution(lastOf(path), value) ? value : undefined
}

/** The codes of institutions that stand in rows, each once: their names are asked for. */
export const institutionsIn = (rows: readonly Row[], columns: readonly string[]): readonly string[] => [
  ...new Set(columns.flatMap((path) => rows.flatMap((row) => institutionIn(row, path) ?? []))),
]

const cellOf = (row: Row, path: string, schema: Schema | undefined, words: Words): XlsxCell => {
  const value = at(row, path)
  const name = lastOf(path)
  if (typeof value === 'number' && !shares.test(name))
    return plain(schema ?? {}).unit === 'fen' || counted.test(name) ? { amount: yuanText(value) } : value
  return cellText(name, value, schema, words)
}

/** The cells of rows as the screen shows them; beside a column with codes of institutions stands one with their names. */
export const exportedRows = (
  rows: readonly Row[],
  columns: readonly string[],
  schema: Schema,
  { words, names }: { readonly words: Words; readonly names: ReadonlyMap<string, string> },
): Exported => {
  const item = plain(schema)
  const named = new Set(columns.filter((path) => rows.some((row) => institutionIn(row, path) !== undefined)))
  return {
    heads: columns.flatMap((path) => [
      words.field(lastOf(path)),
      ...(named.has(path) ? [words.say('export.nameOf', { field: words.field(lastOf(path)) })] : []),
    ]),
    cells: rows.map((row) =>
      columns.flatMap((path) => [
        cellOf(row, path, schemaAt(item, path), words),
        ...(named.has(path) ? [names.get(institutionIn(row, path) ?? '') ?? ''] : []),
      ]),
    ),
  }
}
