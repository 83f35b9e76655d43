import type { Month } from '#shared/calendar/day.ts'
import type { Item } from '#shared/edge/store/attribute-value.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { statementAnswerKey, statementPartition } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { Answer } from './rules/answer.ts'
import type { Statement } from './rules/settle-institution.ts'

/** A statement as issued, and what was answered to it; `version` 0: nothing yet. */
export type AnsweredStatement = {
  readonly statement: Statement
  readonly answer: Answer | undefined
  readonly version: number
}

/** Reads an institution's statement of a month with its answer, in one round trip. */
export const readAnswered = async (
  store: Store,
  fund: Fund,
  month: Month,
  institution: string,
): Promise<AnsweredStatement | undefined> => {
  const [issued, answered] = await store.getMany([
    { pk: statementPartition(fund, month), sk: institution },
    statementAnswerKey(fund, month, institution),
  ])
  if (!issued) return undefined
  const { pk, sk, kind, ...statement } = issued
  return {
    statement: statement as unknown as Statement,
    answer: answered && (answered.answer as unknown as Answer),
    version: Number(answered?.version ?? 0),
  }
}

/** Writes an answer at its next version. */
export const answerWrite = (
  fund: Fund,
  { month, institution }: Pick<Statement, 'month' | 'institution'>,
  answer: Answer,
  version: number,
): Write => ({
  kind: 'replace',
  item: {
    ...statementAnswerKey(fund, month, institution),
    kind: 'statement-answer',
    ...fund,
    ...{ month, institution },
    answer: answer as unknown as Item,
  },
  version,
})
