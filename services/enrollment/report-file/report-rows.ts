import type { BadCell } from '#shared/edge/files/bad-cell.ts'
import { badCell, inFileOrder } from '#shared/edge/files/bad-cell.ts'
import type { Row } from '#shared/edge/files/table.ts'
import type { Parties } from '#shared/kernel/authority.ts'
import type { Decision, Refusal } from '#shared/kernel/decision.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { coveringCity } from '../coverage/covering-city.ts'
import type { PersonRecord } from '../coverage/rules/person-record.ts'
import { findCoverage } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import { findByCertificate } from '../look-up/find-persons.ts'
import type { SignedHand } from '../person/rules/insured.ts'
import { lastSpell } from '../person/rules/insured.ts'
import { refuse, table } from '../refusals.ts'
import { makeReport } from '../report/make-report.ts'
import type { PersonReport } from '../report/rules/person-report.ts'
import type { ReportRow } from './rules/report-row.ts'
import { columnFor, readReportRow } from './rules/report-row.ts'

type Needs = Pick<Effects, 'store' | 'secrets' | 'policy'>

/** Whose file it is, and whom they reach. */
type Reporter = {
  readonly by: SignedHand
  readonly preview: boolean
  readonly reaches: (parties: Parties) => boolean
}

/** A row that is a report now, or was before: by this file or another that says the same. */
export type ReportedRow = { readonly line: number } & Pick<PersonReport, 'personId' | 'number' | 'status'>

/** Rows handled at once. */
const groupSize = 25

/** Whoever is another city's, or called otherwise, is as unknown as nobody. */
const personOf = async (
  { certificate, name }: ReportRow,
  { reaches }: Reporter,
  effects: Needs,
): Promise<Decision<PersonRecord>> => {
  const identity = await findByCertificate({ certificate, name }, effects)
  const found = identity && (await findCoverage(identity.personId, effects))
  return found?.status === 'accepted' && reaches(coveringCity(found.value))
    ? found
    : refuse('enrollment.person-unknown', { field: 'id_number' })
}

/** Makes the report of a row. A row is named by what it says: the same again, in whichever file, is the same report. */
const reportRow = async (
  row: ReportRow,
  reporter: Reporter,
  effects: Needs,
): Promise<Decision<PersonReport>> => {
  const person = await personOf(row, reporter, effects)
  if (person.status === 'refused') return person
  const { insured } = person.value
  const { personId } = insured
  const report = row.reportIn(lastSpell(insured).city)
  const commandId = `row:${await effects.secrets.fingerprint({ personId, report })}`
  const mayChange = (record: PersonRecord) => reporter.reaches(coveringCity(record))
  const { by, preview } = reporter
  const ofRow = { report, commandId, by, mayChange, preview, isNamedByContent: true } as const
  return makeReport(personId, ofRow, effects)
}

const badRow = (line: number, fault: Refusal): BadCell =>
  badCell({ line, column: columnFor(fault.field) }, fault, table)

const handle = async (
  { line, cells, faults }: Row,
  reporter: Reporter,
  effects: Needs,
): Promise<{ readonly reported?: ReportedRow; readonly bad: readonly BadCell[] }> => {
  if (faults.length > 0) return { bad: faults.map((fault) => badCell(fault, fault, table)) }
  const read = readReportRow(cells)
  if ('faults' in read) return { bad: read.faults.map((fault) => badRow(line, fault)) }
  const made = await reportRow(read.row, reporter, effects)
  if (made.status === 'refused') return { bad: [badRow(line, made.refusal)] }
  const { personId, number, status } = made.value
  return { reported: { line, personId, number, status }, bad: [] }
}

/** Makes reports of the rows of a file, each for itself: a bad row is told and keeps no other waiting. */
export const reportRows = async (rows: readonly Row[], reporter: Reporter, effects: Needs) => {
  const outcomes: Awaited<ReturnType<typeof handle>>[] = []
  for (const group of inPieces(rows, groupSize))
    outcomes.push(...(await Promise.all(group.map((row) => handle(row, reporter, effects)))))
  return {
    rows: rows.length,
    reported: outcomes.flatMap(({ reported }) => reported ?? []),
    bad: inFileOrder(outcomes.flatMap(({ bad }) => bad)),
  }
}
