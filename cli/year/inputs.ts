import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CellKind } from '#shared/edge/files/cells.ts'
import { decodeText } from '#shared/edge/files/encoding.ts'
import type { Row } from '#shared/edge/files/table.ts'
import { readTextTable } from '#shared/edge/files/table.ts'
import { must, TongchouError } from '#shared/kernel/errors.ts'
import { parseYuan } from '#shared/money/fen.ts'
import type { Envelope } from '../generate/envelopes.ts'
import type { FileKey, RowOf } from '../generate/files.ts'
import { files } from '../generate/files.ts'

/** A message as a hospital sent it; only what the driver itself needs of it is known to be there. */
export type Message = Envelope

/** A row with the line it stood on, for messages about it. */
export type FileRow<Key extends FileKey> = RowOf<Key> & { readonly fileLine: number }

/** All files of a fund year. */
export type Inputs = { readonly [Key in Exclude<FileKey, 'claims'>]: readonly FileRow<Key>[] } & {
  readonly claims: readonly Message[]
}

const bytesOf = (folder: string, name: string): Uint8Array => {
  const path = join(folder, name)
  must(existsSync(path), 'year.file-missing', `there is no ${name} in ${folder}`)
  return readFileSync(path)
}

type TableKey = Exclude<FileKey, 'claims'>

/** What the columns hold that are more than a word. */
const kinds: Readonly<Record<string, CellKind>> = {
  ...{ name: 'text', birth_on: 'day', from: 'day', to: 'day', agreement_from: 'day', agreement_to: 'day' },
  ...{ paid_on: 'day', amount: 'number', monthly_wage: 'number', pooled_balance: 'number' },
  ...{ account_balance: 'number', weight: 'number', months: 'number' },
  ...{ first_self_pay: 'number', price_limit: 'number', list_type: 'text' },
}

const faultTexts = {
  'file.row-too-long': 'more cells than headings',
  'file.row-too-short': 'fewer cells than headings',
  'file.number-lost': 'a number in scientific notation, which has lost its last digits',
  'file.error-cell': 'an error of the spreadsheet',
} as const

/** All faults of a file at once, each with its line and column. */
const checkRows = (name: string, rows: readonly Row[]): void => {
  const faults = rows.flatMap((row) => row.faults)
  const told = faults.map(({ line, column, code }) => `${name}, line ${line}, ${column}: ${faultTexts[code]}`)
  must(faults.length === 0, faults[0]?.code ?? '', told.join('\n'), { faults: faults.length })
}

const readTable = <Key extends TableKey>(folder: string, key: Key): FileRow<Key>[] => {
  const { name, columns } = files[key]
  const required = Object.fromEntries(columns.map((column) => [column, kinds[column] ?? 'code']))
  const bytes = bytesOf(folder, name)
  const { rows } = tableIn(name, () => readTextTable(bytes, { required, unknown: 'ignored' }))
  checkRows(name, rows)
  return rows.map(({ line, cells }) => ({ ...cells, fileLine: line }) as FileRow<Key>)
}

const tableIn = <Read>(name: string, read: () => Read): Read => {
  try {
    return read()
  } catch (error) {
    throw inFile(name, error)
  }
}

const inFile = (name: string, error: unknown): unknown =>
  error instanceof TongchouError
    ? new TongchouError(error.code, `${name}: ${error.message}`, error.details, { cause: error })
    : error

const readMessages = (folder: string): Message[] =>
  decodeText(bytesOf(folder, files.claims.name))
    .text.split('\n')
    .flatMap((text, index) => (text.trim() === '' ? [] : [readMessage(text, index + 1)]))

const readMessage = (text: string, line: number): Message => {
  try {
    const message = JSON.parse(text) as Partial<Message>
    must(
      typeof message.infno === 'string' &&
        typeof message.msgid === 'string' &&
        typeof message.input === 'object',
      'file.malformed',
      'infno, msgid and input are needed',
    )
    return message as Message
  } catch (cause) {
    const reason = `${files.claims.name}, line ${line}: ${(cause as Error).message}`
    throw new TongchouError('file.malformed', reason, { line }, { cause })
  }
}

/**
 * Reads a folder of files, whoever made them.
 * @throws TongchouError naming file, line and column
 */
export const readInputs = (folder: string): Inputs => ({
  enrolment: readTable(folder, 'enrolment'),
  paidMonths: readTable(folder, 'paidMonths'),
  aid: readTable(folder, 'aid'),
  wages: readTable(folder, 'wages'),
  institutions: readTable(folder, 'institutions'),
  catalogue: readTable(folder, 'catalogue'),
  payments: readTable(folder, 'payments'),
  openings: readTable(folder, 'openings'),
  budgets: readTable(folder, 'budgets'),
  quotas: readTable(folder, 'quotas'),
  claims: readMessages(folder),
})

/**
 * An amount of a file, in fen.
 * @throws TongchouError `file.bad-amount` naming file, line and column
 */
export const amountIn = <Key extends Exclude<FileKey, 'claims'>>(
  key: Key,
  row: FileRow<Key>,
  column: keyof RowOf<Key> & string,
): number => {
  const text = String((row as Readonly<Record<string, unknown>>)[column])
  const amount = parseYuan(text)
  must(
    amount !== undefined,
    'file.bad-amount',
    `${files[key].name}, line ${row.fileLine}, ${column}: not an amount in yuan: ${text}`,
  )
  return amount
}
