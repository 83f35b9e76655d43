import type { Day } from '#shared/calendar/day.ts'
import { decodeText, readCsv } from '#shared/edge/files/csv.ts'
import type { Decision, Refusal } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { NewPerson } from '../enrolment/rules/new-person.ts'
import { refusal, refuse } from '../refusals.ts'
import type { BadRow } from './rules/import-row.ts'
import { badRow, importColumns, readRow } from './rules/import-row.ts'

export type GoodRow = { readonly line: number; readonly person: NewPerson }
export type ImportFile = {
  readonly rows: number
  readonly good: readonly GoodRow[]
  readonly bad: readonly BadRow[]
}

const mostRows = 500

/** Who imports: the day it is, and why they may not enrol a person, where they may not. */
type Importer = { readonly today: Day; readonly keptFrom: (person: NewPerson) => Refusal | undefined }

/** Why a row that reads well may still not be imported from this file by this caller. */
const faultInFile = (
  { line, person }: GoodRow,
  firstLines: ReadonlyMap<string, number>,
  { keptFrom }: Importer,
): Refusal | undefined => {
  const firstLine = firstLines.get(person.idNumber)
  return firstLine !== undefined && firstLine !== line
    ? refusal('import.duplicate', { field: 'idNumber', figures: { firstLine } })
    : keptFrom(person)
}

/**
 * Reads an enrolment file row by row; nothing is looked up yet.
 * @throws TongchouError `file.encoding`, `file.malformed`, `file.column-missing`
 */
export const readImport = (bytes: Uint8Array, importer: Importer): Decision<ImportFile> => {
  const rows = readCsv(decodeText(bytes), importColumns)
  if (rows.length > mostRows)
    return refuse('file.too-long', { field: 'contentBase64', figures: { rows: rows.length, most: mostRows } })
  const good: GoodRow[] = []
  const bad: BadRow[] = []
  const firstLines = new Map<string, number>()
  for (const row of rows) {
    const read = readRow(row, importer.today)
    if ('bad' in read) {
      bad.push(read.bad)
      continue
    }
    const { person } = read
    firstLines.set(person.idNumber, firstLines.get(person.idNumber) ?? row.line)
    const readable = { line: row.line, person }
    const fault = faultInFile(readable, firstLines, importer)
    if (fault) bad.push(badRow(row.line, fault))
    else good.push(readable)
  }
  return accept({ rows: rows.length, good, bad })
}
