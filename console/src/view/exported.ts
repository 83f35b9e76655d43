import type { XlsxCell } from '../../../shared/edge/files/xlsx-parts.ts'
import type { Schema } from '../api/operation.ts'
import { fieldsOf, plain, schemaAt } from '../form/values.ts'
import { yuanText } from '../money/fen.ts'
import type { Words } from '../words/words.ts'
import { cellText } from './cell-text.ts'
import { measuredText } from './measured.ts'
import { at, type Row } from './row.ts'
import { calledAt, isInstitution, isMoney, isOtherLanguage, named, shares } from './value-kind.ts'

/** A list as it is taken away: its headings, and its cells as a workbook has them. */
export type Exported = {
  readonly heads: readonly string[]
  readonly cells: readonly (readonly XlsxCell[])[]
}

const institutionIn = (row: Row, path: string): string | undefined => {
  const value = at(row, path)
  return typeof value === 'string' && isInstitution(calledAt(path), value) ? value : undefined
}

/** The codes of institutions that stand in rows, each once: their names are asked for. */
export const institutionsIn = (rows: readonly Row[], columns: readonly string[]): readonly string[] => [
  ...new Set(columns.flatMap((path) => rows.flatMap((row) => institutionIn(row, path) ?? []))),
]

const cellOf = (row: Row, path: string, schema: Schema | undefined, words: Words): XlsxCell => {
  const value = at(row, path)
  const name = calledAt(path)
  const known = plain(schema ?? {})
  if (typeof value === 'number' && isMoney(name, known)) return { amount: yuanText(value) }
  const isPlain = known.unit === undefined && !shares.test(name) && !named.test(name)
  return typeof value === 'number' && isPlain ? value : cellText(name, value, schema, words)
}

/** The cells of rows as the screen shows them; beside a column with codes of institutions stands one with their names. */
export const exportedRows = (
  rows: readonly Row[],
  wanted: readonly string[],
  schema: Schema,
  { words, names }: { readonly words: Words; readonly names: ReadonlyMap<string, string> },
): Exported => {
  const item = plain(schema)
  const columns = wanted.filter((path) => !isOtherLanguage(path, fieldsOf(item), words.language))
  const named = new Set(columns.filter((path) => rows.some((row) => institutionIn(row, path) !== undefined)))
  return {
    heads: columns.flatMap((path) => [
      words.field(calledAt(path)),
      ...(named.has(path) ? [words.say('export.nameOf', { field: words.field(calledAt(path)) })] : []),
    ]),
    cells: rows.map((row) =>
      columns.flatMap((path) => [
        measuredText(row, path, words) ?? cellOf(row, path, schemaAt(item, path), words),
        ...(named.has(path) ? [names.get(institutionIn(row, path) ?? '') ?? ''] : []),
      ]),
    ),
  }
}
