import type { Day } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { readAllRegistered } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import { enrolPerson, judgeEnrolment, writeEnrolment } from '../enrolment/enrol-person.ts'
import type { GoodRow, ImportFile } from './read-import.ts'
import type { BadRow } from './rules/import-row.ts'

export type Import = ImportFile & {
  readonly onBadRows: 'refuse' | 'skip'
  readonly preview: boolean
  readonly commandId: string
  readonly today: Day
}

type ImportAnswer = {
  readonly rows: number
  readonly imported: number
  readonly bad: readonly BadRow[]
  readonly persons: readonly { readonly line: number; readonly personId: string }[]
}

/** Rows handled at once. */
const groupSize = 25

const inGroups = async <Each, Outcome>(
  all: readonly Each[],
  handle: (each: Each) => Promise<Outcome>,
): Promise<Outcome[]> => {
  const outcomes: Outcome[] = []
  for (let start = 0; start < all.length; start += groupSize)
    outcomes.push(...(await Promise.all(all.slice(start, start + groupSize).map(handle))))
  return outcomes
}

const refusalOf = ({ line }: GoodRow, decision: Decision<unknown>): BadRow[] => {
  if (decision.status === 'accepted') return []
  const { code, reason } = decision.refusal
  return [{ line, column: 'id_number', code, reason }]
}

/**
 * Enrols the persons of a file, each in his own transaction, after judging all of them: with 'refuse' one bad row
 * leaves everything as it was. Someone enrolled elsewhere between judging and writing is reported as a bad row.
 * Sending the file again gives the same answer and changes nothing.
 */
export const importPersons = async (file: Import, effects: Effects): Promise<ImportAnswer> => {
  const enrolmentOf = ({ line, person }: GoodRow) => ({
    person,
    commandId: `${file.commandId}:${line}`,
    today: file.today,
  })
  const registered = await readAllRegistered(
    effects.store,
    file.good.map(({ person }) => person.idNumber),
  )
  const judged = file.good.map((row, index) => ({
    row,
    decision: judgeEnrolment(enrolmentOf(row), registered[index], effects),
  }))
  const bad = [...file.bad, ...judged.flatMap(({ row, decision }) => refusalOf(row, decision))]
  const answer = { rows: file.rows, imported: 0, bad: inOrder(bad), persons: [] }
  if (file.preview || (file.onBadRows === 'refuse' && bad.length > 0)) return answer

  const acceptable = judged.flatMap(({ row, decision }) =>
    decision.status === 'accepted' ? [{ row, enrolment: decision.value }] : [],
  )
  const enrolled = await inGroups(acceptable, async ({ row, enrolment }) => ({
    row,
    outcome:
      (await writeEnrolment(enrolment, effects.store)) ?? (await enrolPerson(enrolmentOf(row), effects)),
  }))
  const persons = enrolled.flatMap(({ row, outcome }) =>
    outcome.status === 'accepted' ? [{ line: row.line, personId: outcome.value }] : [],
  )
  const late = enrolled.flatMap(({ row, outcome }) => refusalOf(row, outcome))
  return { ...answer, imported: persons.length, bad: inOrder([...bad, ...late]), persons }
}

const inOrder = (bad: readonly BadRow[]): BadRow[] => [...bad].sort((a, b) => a.line - b.line)
