import type { BadCell } from '#shared/edge/files/bad-cell.ts'
import { badCell } from '#shared/edge/files/bad-cell.ts'
import { firstNamesOf } from '#shared/edge/files/first-names.ts'
import type { Row } from '#shared/edge/files/table.ts'
import type { FirstLines } from '#shared/edge/imports/first-lines.ts'
import { firstLines } from '#shared/edge/imports/first-lines.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import type { NewPerson } from '../enrolment/rules/new-person.ts'
import type { Judging } from '../enrolment/rules/person-faults.ts'
import { proofColumns } from '../enrolment/rules/proof.ts'
import { nameOfCertificate } from '../person/rules/certificate.ts'
import { certificateOf } from '../person/rules/proof-fields.ts'
import { refusal, table } from '../refusals.ts'
import { columnFor, importColumns, importHeadings, readRow, refusedColumns } from './rules/import-row.ts'

export type GoodRow = { readonly line: number; readonly person: NewPerson }

/** The persons of a file, everything that is wrong with it, and the names by which its encoding shows. */
export type ImportFile = {
  readonly rows: number
  readonly good: readonly GoodRow[]
  readonly bad: readonly BadCell[]
  readonly firstNames: readonly string[]
}

/** Who imports: what they are judged by, and why they may not enrol a person, where they may not. */
export type Importer = Judging & { readonly keptFrom: (person: NewPerson) => Refusal | undefined }

export const tableColumns = {
  required: importColumns,
  further: { ...proofColumns, ...refusedColumns },
  headings: importHeadings,
  unknown: 'ignored',
} as const

/** What is wrong with a person, at the column of the field at fault. */
export const badPerson = (line: number, fault: Refusal): BadCell =>
  badCell({ line, column: columnFor(fault.field) }, fault, table)

/** Why a row that reads well may still not be imported from this file by this caller. */
const faultsInFile = ({ line, person }: GoodRow, lines: FirstLines, { keptFrom }: Importer): Refusal[] => {
  const firstLine = lines.note(nameOfCertificate(certificateOf(person)), line)
  const kept = keptFrom(person)
  return [
    ...(firstLine !== line
      ? [refusal('import.duplicate', { field: 'idNumber', figures: { firstLine } })]
      : []),
    ...(kept ? [kept] : []),
  ]
}

export type RowRead = { readonly good?: GoodRow; readonly bad: readonly BadCell[] }

const readOne = (row: Row, lines: FirstLines, importer: Importer): RowRead => {
  const { line } = row
  const unreadable = row.faults.map((fault) => badCell(fault, fault, table))
  const read = readRow(row.cells, importer)
  if ('faults' in read) {
    // A cell that cannot be read at all is told once.
    const told = new Set(unreadable.map(({ column }) => column))
    const bad = read.faults.map((fault) => badPerson(line, fault)).filter(({ column }) => !told.has(column))
    return { bad: [...unreadable, ...bad] }
  }
  const { person } = read
  const good = { line, person }
  const bad = [...unreadable, ...faultsInFile(good, lines, importer).map((fault) => badPerson(line, fault))]
  return bad.length > 0 ? { bad } : { good, bad }
}

/** Reads the rows of one file, one after the other: it remembers on which line each ID number stood first. */
export const rowReader = (importer: Importer): ((row: Row) => RowRead) => {
  const lines = firstLines()
  return (row) => readOne(row, lines, importer)
}

/**
 * Reads the rows of an enrolment file; nothing is looked up yet.
 * @throws TongchouError `policy.missing`
 */
export const readImport = (rows: readonly Row[], importer: Importer): ImportFile => {
  const read = rows.map(rowReader(importer))
  return {
    rows: rows.length,
    good: read.flatMap(({ good }) => good ?? []),
    bad: read.flatMap(({ bad }) => bad),
    firstNames: firstNamesOf(rows),
  }
}
