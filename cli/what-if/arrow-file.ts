import {
  Dictionary,
  makeData,
  makeVector,
  Table,
  tableFromIPC,
  tableToIPC,
  Uint8,
  Uint16,
  Utf8,
  Vector,
  vectorFromArray,
} from 'apache-arrow'
import { TongchouError } from '#shared/kernel/errors.ts'
import type {
  ClaimColumns,
  CodeColumn,
  Codes,
  TextColumn,
} from '../../services/settlement/what-if/rules/columns.ts'
import { codeColumns, numberColumns, textColumns } from '../../services/settlement/what-if/rules/columns.ts'

/** What an extract says of itself. */
export type ExtractTold = { readonly policyVersion: string; readonly extractedOn: string }

const kind = 'tongchou.claims.v2'

const wordsVector = ({ codes, words }: Codes) => {
  const dictionary = vectorFromArray(words, new Utf8())
  const type = new Dictionary(new Utf8(), codes instanceof Uint8Array ? new Uint8() : new Uint16())
  return new Vector([
    makeData({ type, length: codes.length, nullCount: 0, data: codes, dictionary } as never),
  ])
}

/** Texts one after the other, and where each begins. */
const textsVector = ({ claims, textOf }: ClaimColumns, column: TextColumn) => {
  const encoder = new TextEncoder()
  const valueOffsets = new Int32Array(claims + 1)
  const parts: Uint8Array[] = []
  let length = 0
  for (let row = 0; row < claims; row += 1) {
    const text = textOf(column, row)
    if (text !== '') {
      const bytes = encoder.encode(text)
      parts.push(bytes)
      length += bytes.length
    }
    valueOffsets[row + 1] = length
  }
  return makeVector(
    makeData({
      type: new Utf8(),
      length: claims,
      nullCount: 0,
      valueOffsets,
      data: Buffer.concat(parts, length),
    }),
  )
}

/** An extract as an Arrow file, which DuckDB, pandas and R read as it is: words are dictionaries, days count from 1970. */
export const toArrow = (columns: ClaimColumns, { policyVersion, extractedOn }: ExtractTold): Uint8Array => {
  const table = new Table({
    ...Object.fromEntries(numberColumns.map((name) => [name, makeVector(columns.numbers[name])])),
    ...Object.fromEntries(codeColumns.map((name) => [name, wordsVector(columns.codes[name])])),
    ...Object.fromEntries(textColumns.map((name) => [name, textsVector(columns, name)])),
  } as never)
  const told = { kind, year: String(columns.year), policyVersion, extractedOn }
  for (const [name, value] of Object.entries(told)) table.schema.metadata.set(name, value)
  return tableToIPC(table, 'file')
}

const malformed = (what: string): TongchouError =>
  new TongchouError('what-if.not-an-extract', `${what}: \`npm run what-if -- extract\` makes extracts`)

/** A column that lies in the file in one piece. */
const columnOf = (table: Table, name: string): Vector => {
  const column = table.getChild(name)
  if (column === null || column.data.length !== 1) throw malformed(`the file has no whole column ${name}`)
  return column
}

/** The numbers of a column where they lie; what fills its last eight bytes is none of them. */
const numbersOf = <Numbers extends Uint8Array | Uint16Array | Uint32Array>(
  table: Table,
  name: string,
): Numbers => {
  const values = columnOf(table, name).data[0]?.values as Numbers | undefined
  if (values === undefined) throw malformed(`the column ${name} has no numbers`)
  return values.subarray(0, table.numRows) as Numbers
}

/**
 * The claims of an extract; its numbers are read where they lie in the file's bytes.
 * @throws TongchouError `what-if.not-an-extract` for any other file
 */
export const fromArrow = (bytes: Uint8Array): { readonly columns: ClaimColumns } & ExtractTold => {
  let table: Table
  try {
    table = tableFromIPC(bytes)
  } catch {
    throw malformed('not an Arrow file')
  }
  const told = (name: string): string => table.schema.metadata.get(name) ?? ''
  if (told('kind') !== kind) throw malformed(`an Arrow file, though of no kind ${kind}`)
  const words = (name: CodeColumn): Codes => {
    const column = columnOf(table, name)
    const dictionary = column.data[0]?.dictionary
    if (!dictionary) throw malformed(`the column ${name} has no words`)
    return {
      codes: numbersOf<Uint8Array | Uint16Array>(table, name),
      words: Array.from(dictionary, String),
    }
  }
  const texts = Object.fromEntries(textColumns.map((name) => [name, columnOf(table, name)])) as Record<
    TextColumn,
    Vector
  >
  const columns = {
    year: Number(told('year')),
    claims: table.numRows,
    numbers: Object.fromEntries(
      numberColumns.map((name) => [name, numbersOf<Uint32Array>(table, name)]),
    ) as ClaimColumns['numbers'],
    codes: Object.fromEntries(codeColumns.map((name) => [name, words(name)])) as ClaimColumns['codes'],
    textOf: (name: TextColumn, row: number) => String(texts[name].get(row) ?? ''),
  }
  return { columns, policyVersion: told('policyVersion'), extractedOn: told('extractedOn') }
}
