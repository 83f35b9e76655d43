import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodeText, readCsv } from '#shared/edge/files/csv.ts'
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

const textOf = (folder: string, name: string): string => {
  const path = join(folder, name)
  must(existsSync(path), 'year.file-missing', `there is no ${name} in ${folder}`)
  return decodeText(readFileSync(path))
}

const readTable = <Key extends Exclude<FileKey, 'claims'>>(folder: string, key: Key): FileRow<Key>[] => {
  const { name, columns } = files[key]
  try {
    return readCsv(textOf(folder, name), columns).map(
      ({ line, cells }) => ({ ...cells, fileLine: line }) as FileRow<Key>,
    )
  } catch (error) {
    throw inFile(name, error)
  }
}

const inFile = (name: string, error: unknown): unknown =>
  error instanceof TongchouError
    ? new TongchouError(error.code, `${name}: ${error.message}`, error.details, { cause: error })
    : error

const readMessages = (folder: string): Message[] =>
  textOf(folder, files.claims.name)
    .split('\n')
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
