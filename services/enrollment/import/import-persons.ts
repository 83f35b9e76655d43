import type { Day } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import type { Effects } from '../effects.ts'
import { enrolPerson, judgeEnrolment, writeEnrolment } from '../enrolment/enrol-person.ts'
import { readRegistered } from '../enrolment/registered.ts'
import { certificateOf } from '../enrolment/rules/new-person.ts'
import type { Tokens } from '../person/secrets.ts'
import type { GoodRow, ImportFile } from './read-import.ts'
import type { BadRow } from './rules/import-row.ts'
import { badRow } from './rules/import-row.ts'

export type Import = ImportFile & {
  readonly onBadRows: 'refuse' | 'skip'
  readonly preview: boolean
  readonly commandId: string
  readonly today: Day
}

type ImportAnswer = {
  readonly rows: number
  readonly imported: number
  readonly bad: BadRow[]
  readonly persons: { readonly line: number; readonly personId: string }[]
}

type Needs = Pick<Effects, 'store' | 'policy' | 'secrets'>

/** A row with the tokens that stand for its person. */
type KnownRow = GoodRow & { readonly tokens: Tokens }

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
const refusedRow = ({ line }: GoodRow, decision: Decision<unknown>): BadRow[] =>
  decision.status === 'accepted' ? [] : [badRow(line, { ...decision.refusal, field: 'idNumber' })]

const inOrder = (bad: readonly BadRow[]): BadRow[] => [...bad].sort((a, b) => a.line - b.line)

/**
 * Enrols the persons of a file, each in a transaction of their own, after judging all of them: with 'refuse' one bad row
 * leaves everything as it was. Someone enrolled elsewhere between judging and writing is reported as a bad row.
 * Sending the file again gives the same answer and changes nothing.
 */
export const importPersons = async (file: Import, effects: Needs): Promise<ImportAnswer> => {
  const enrolmentOf = ({ line, person, tokens }: KnownRow) => ({
    ...{ person, tokens },
    commandId: `${file.commandId}:${line}`,
    today: file.today,
  })
  const rows = await Promise.all(
    file.good.map(async (row): Promise<KnownRow> => {
      const tokens = await effects.secrets.tokensOf(certificateOf(row.person), row.person)
      return { ...row, tokens }
    }),
  )
  const registered = await readRegistered(
    effects.store,
    rows.map(({ tokens }) => tokens.certificate),
  )
  const judged = rows.map((row, index) => ({
    row,
    decision: judgeEnrolment(enrolmentOf(row), registered[index], effects),
  }))
  const bad = [...file.bad, ...judged.flatMap(({ row, decision }) => refusedRow(row, decision))]
  const answer = { rows: file.rows, imported: 0, bad: inOrder(bad), persons: [] }
  if (file.preview || (file.onBadRows === 'refuse' && bad.length > 0)) return answer

  const acceptable = judged.flatMap(({ row, decision }) =>
    decision.status === 'accepted' ? [{ row, enrolment: decision.value }] : [],
  )
  const enrolled = await inGroups(acceptable, async ({ row, enrolment }) => {
    const personId = await writeEnrolment(enrolment, effects)
    return { row, outcome: personId ? accept(personId) : await enrolPerson(enrolmentOf(row), effects) }
  })
  const persons = enrolled.flatMap(({ row, outcome }) =>
    outcome.status === 'accepted' ? [{ line: row.line, personId: outcome.value }] : [],
  )
  const late = enrolled.flatMap(({ row, outcome }) => refusedRow(row, outcome))
  return { ...answer, imported: persons.length, bad: inOrder([...bad, ...late]), persons }
}
