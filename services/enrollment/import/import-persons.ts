import type { BadCell } from '#shared/edge/files/bad-cell.ts'
import { inFileOrder } from '#shared/edge/files/bad-cell.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import type { Effects } from '../effects.ts'
import type { Enrolment } from '../enrolment/enrol-person.ts'
import { enrolPerson, judgeEnrolment, writeEnrolment } from '../enrolment/enrol-person.ts'
import { readRegistered } from '../enrolment/registered.ts'
import { certificateOf } from '../person/rules/proof-fields.ts'
import type { PersonTokens } from '../person/secrets.ts'
import type { GoodRow, ImportFile } from './read-import.ts'
import { badPerson } from './read-import.ts'

export type Import = ImportFile &
  InFile & {
    readonly onBadRows: 'refuse' | 'skip'
    readonly preview: boolean
  }

type ImportAnswer = {
  readonly rows: number
  readonly imported: number
  readonly bad: BadCell[]
  readonly persons: EnrolledRow[]
}

type ImportEffects = Pick<Effects, 'store' | 'policy' | 'secrets'>

/** A row with the tokens that stand for its person. */
type KnownRow = GoodRow & { readonly tokens: PersonTokens }

/** Rows handled at once. */
const groupSize = 25

const inGroups = async <Each, Outcome>(
  all: readonly Each[],
  handle: (each: Each) => Promise<Outcome>,
): Promise<Outcome[]> => {
  const outcomes: Outcome[] = []
  for (const group of inPieces(all, groupSize)) outcomes.push(...(await Promise.all(group.map(handle))))
  return outcomes
}

/** A row that was refused, at its ID number: the row itself reads well. */
const refusedRow = ({ line }: GoodRow, decision: Decision<unknown>): BadCell[] =>
  decision.status === 'accepted' ? [] : [badPerson(line, { ...decision.refusal, field: 'idNumber' })]

/** What every row of a file has in common: the command it belongs to, the day it is, and who sends it. */
export type InFile = Pick<Enrolment, 'commandId' | 'today' | 'by' | 'reachesCity' | 'starts'>

const enrolmentOf = ({ line, person, tokens }: KnownRow, file: InFile): Enrolment => {
  const { commandId, today, by, reachesCity, starts } = file
  return { person, tokens, commandId: `${commandId}:${line}`, today, by, reachesCity, starts }
}

type JudgedRow = { readonly row: KnownRow; readonly decision: ReturnType<typeof judgeEnrolment> }

/** Judges rows against the persons as they are registered; nothing is written. */
export const judgeRows = async (
  rows: readonly GoodRow[],
  file: InFile,
  effects: ImportEffects,
): Promise<JudgedRow[]> => {
  const known = await Promise.all(
    rows.map(async (row): Promise<KnownRow> => {
      const tokens = await effects.secrets.tokensOf(certificateOf(row.person), row.person)
      return { ...row, tokens }
    }),
  )
  const registered = await readRegistered(
    effects.store,
    known.map(({ tokens }) => tokens),
  )
  return known.map((row, index) => ({
    row,
    decision: judgeEnrolment(enrolmentOf(row, file), registered[index], effects),
  }))
}

/** What judged rows are refused for. */
export const badAmong = (judged: readonly JudgedRow[]): BadCell[] =>
  judged.flatMap(({ row, decision }) => refusedRow(row, decision))

/** A row that is enrolled, and the pairs it makes with others who are alike. */
export type EnrolledRow = { readonly line: number; readonly personId: string; readonly alike?: string[] }

/** Enrols the judged rows that may be, each in a transaction of its own; one that others changed meanwhile is judged again. */
export const enrolRows = async (
  judged: readonly JudgedRow[],
  file: InFile,
  effects: ImportEffects,
): Promise<{ readonly persons: EnrolledRow[]; readonly late: BadCell[] }> => {
  const acceptable = judged.flatMap(({ row, decision }) =>
    decision.status === 'accepted' ? [{ row, enrolment: decision.value }] : [],
  )
  const enrolled = await inGroups(acceptable, async ({ row, enrolment }) => {
    const written = await writeEnrolment(enrolment, effects)
    const outcome = written ? accept(written) : await enrolPerson(enrolmentOf(row, file), effects)
    return { row, outcome }
  })
  const persons = enrolled.flatMap(({ row: { line }, outcome }): EnrolledRow[] => {
    if (outcome.status === 'refused') return []
    const { personId, alike } = outcome.value
    return [{ line, personId, ...(alike.length === 0 ? {} : { alike: [...alike] }) }]
  })
  return { persons, late: enrolled.flatMap(({ row, outcome }) => refusedRow(row, outcome)) }
}

/**
 * Enrols the persons of a file, after judging all of them: with 'refuse' one bad row leaves everything as it was. Someone
 * enrolled elsewhere between judging and writing is reported as a bad row. Sending the file again gives the same answer
 * and changes nothing.
 */
export const importPersons = async (file: Import, effects: ImportEffects): Promise<ImportAnswer> => {
  const judged = await judgeRows(file.good, file, effects)
  const bad = [...file.bad, ...badAmong(judged)]
  const answer = { rows: file.rows, imported: 0, bad: inFileOrder(bad), persons: [] }
  if (file.preview || (file.onBadRows === 'refuse' && bad.length > 0)) return answer
  const { persons, late } = await enrolRows(judged, file, effects)
  return {
    ...answer,
    imported: persons.length,
    bad: inFileOrder([...bad, ...late]),
    persons,
  }
}
