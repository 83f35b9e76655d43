import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { statementAnswerKey } from '../keys.ts'
import type { Answer } from './rules/answer.ts'
import type { IssuedStatement, StatementName } from './statements.ts'
import { statements } from './statements.ts'

const answers = defineRecord<
  StatementName & { readonly answer: Answer; readonly version: number },
  StatementName
>({
  kind: 'statement-answer',
  key: (of) => statementAnswerKey(of, of.month, of.institution),
})

/** A statement as issued, and what was answered to it; `version` 0: nothing yet. */
export type AnsweredStatement = {
  readonly statement: IssuedStatement
  readonly answer: Answer | undefined
  readonly version: number
}

/** Reads an institution's statement of a month with its answer, in one round trip. */
export const readAnswered = async (
  store: Store,
  name: StatementName,
): Promise<AnsweredStatement | undefined> => {
  const [issued, found] = await store.getMany([statements.key(name), answers.key(name)])
  if (!issued) return undefined
  const answered = found && answers.from(found)
  return { statement: statements.from(issued), answer: answered?.answer, version: answered?.version ?? 0 }
}

/** What was answered to statements, in their order; undefined where nothing was yet. */
export const readAnswers = async (
  store: Store,
  names: readonly StatementName[],
): Promise<readonly (Answer | undefined)[]> =>
  (await answers.readMany(store, names)).map((found) => found?.answer)

/** Writes an answer at its next version. */
export const answerWrite = (name: StatementName, answer: Answer, version: number): Write =>
  answers.replace({ ...name, answer, version }, version)
