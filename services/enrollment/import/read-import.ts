import type { Day } from '#shared/calendar/day.ts'
import { decodeText, readCsv } from '#shared/edge/files/csv.ts'
import type { Caller } from '#shared/edge/http/caller.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'
import { must } from '#shared/kernel/errors.ts'
import type { NewPerson } from '../enrolment/rules/new-person.ts'
import type { BadRow } from './rules/import-row.ts'
import { importColumns, readRow } from './rules/import-row.ts'

export type GoodRow = { readonly line: number; readonly person: NewPerson }
export type ImportFile = {
  readonly rows: number
  readonly good: readonly GoodRow[]
  readonly bad: readonly BadRow[]
}

const mostRows = 500

/** Why a row that reads well may still not be imported from this file by this caller. */
const faultInFile = (
  { line, person }: GoodRow,
  firstLines: ReadonlyMap<string, number>,
  caller: Caller,
): BadRow | undefined => {
  const firstLine = firstLines.get(person.idNumber)
  if (firstLine !== undefined && firstLine !== line)
    return {
      line,
      column: 'id_number',
      code: 'import.duplicate',
      reason: `the same ID number as on line ${firstLine}`,
    }
  if (caller.division === provinceCode || caller.division === person.city) return undefined
  return {
    line,
    column: 'city',
    code: 'caller.other-division',
    reason: `the caller is bound to ${caller.division}`,
  }
}

/**
 * Reads an enrolment file row by row; nothing is looked up yet.
 * @throws TongchouError `file.encoding`, `file.malformed`, `file.column-missing`, `file.too-long`
 */
export const readImport = (
  bytes: Uint8Array,
  { caller, today }: { readonly caller: Caller; readonly today: Day },
): ImportFile => {
  const rows = readCsv(decodeText(bytes), importColumns)
  must(rows.length <= mostRows, 'file.too-long', `at most ${mostRows} rows a file, not ${rows.length}`)
  const good: GoodRow[] = []
  const bad: BadRow[] = []
  const firstLines = new Map<string, number>()
  for (const row of rows) {
    const read = readRow(row, today)
    if ('bad' in read) {
      bad.push(read.bad)
      continue
    }
    const { person } = read
    firstLines.set(person.idNumber, firstLines.get(person.idNumber) ?? row.line)
    const readable = { line: row.line, person }
    const fault = faultInFile(readable, firstLines, caller)
    if (fault) bad.push(fault)
    else good.push(readable)
  }
  return { rows: rows.length, good, bad }
}
