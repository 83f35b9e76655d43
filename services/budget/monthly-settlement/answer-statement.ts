import type { Day } from '#shared/calendar/day.ts'
import { addDays, chinaDay } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import { readStartedRun } from '#shared/edge/runs/run.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { numberAt } from '#shared/policy/policy.ts'
import type { Effects } from '../effects.ts'
import { postingKey, visitorKey } from '../keys.ts'
import { refuse } from '../refusals.ts'
import type { Paper } from '../total-control/rules/paper.ts'
import { contestWrites } from './contests.ts'
import type { Answer, Objection } from './rules/answer.ts'
import { answerStatement } from './rules/answer.ts'
import { settlementRunId } from './start-settlement.ts'
import type { AnsweredStatement } from './statement-answers.ts'
import { answerWrite, readAnswered } from './statement-answers.ts'
import type { StatementName } from './statements.ts'
import { upheldWrites } from './upheld-claims.ts'

/** A statement with its answer, and the last day to answer it. */
export type OpenStatement = AnsweredStatement & { readonly answerBy: Day }

/** Finds the statement that is named. */
export const findStatement = async (
  name: StatementName,
  { store, policy }: Pick<Effects, 'store' | 'policy'>,
): Promise<Decision<OpenStatement>> => {
  const { city, month, institution } = name
  const runId = settlementRunId(name, month)
  const [found, run] = await Promise.all([
    readAnswered(store, name),
    readStartedRun<{ readonly on: Day }>(store, runId),
  ])
  if (!found || !run)
    return refuse('statement.unknown', { field: 'institution', figures: { month, institution } })
  const { on } = run.parameters
  const days = numberAt(policy(), 'total_control.statement_answer_days', { on, city })
  // A settlement that is dated back takes nobody's time to answer: it counts from the day that it was made.
  const madeOn = chinaDay(new Date(run.startedAt))
  const told = madeOn > on ? madeOn : on
  return accept({ ...found, answerBy: addDays(told, days) })
}

/** Decides on an answer and saves it at its next version; the same decision again changes nothing. */
export const changeAnswer = (
  name: StatementName,
  decide: (statement: OpenStatement) => Promise<Decision<Answer>> | Decision<Answer>,
  effects: Pick<Effects, 'store' | 'policy'>,
): Promise<Decision<OpenStatement>> =>
  retryConflicts(async () => {
    const found = await findStatement(name, effects)
    if (found.status === 'refused') return found
    const decision = await decide(found.value)
    if (decision.status === 'refused') return decision
    const { answer, version } = found.value
    if (decision.value === answer) return found
    const written = await effects.store.write([
      answerWrite(name, decision.value, version),
      ...upheldWrites(name, decision.value),
      ...contestWrites(name, decision.value),
    ])
    return written.status === 'written' ? accept({ ...found.value, answer: decision.value }) : undefined
  })

/** The first of some items that is no claim the statement was made of; -1 where all are. */
const strayItem = async (
  { city, scheme, month, institution }: StatementName,
  items: readonly Objection[],
  { store }: Pick<Effects, 'store'>,
): Promise<number> => {
  const keysIn = (keyOf: typeof postingKey) =>
    items.map(({ claimId, month: own = month }) => keyOf({ city, scheme }, own, institution, claimId))
  const [postings, visits] = await Promise.all([
    store.getMany(keysIn(postingKey)),
    store.getMany(keysIn(visitorKey)),
  ])
  const booked = postings.map((posting, index) => posting ?? visits[index])
  return booked.findIndex((each) => !each || String(each.bookedIn) > month)
}

/** Takes an institution's answer to its statement; what it contests are claims of the statement. */
export const answerByInstitution = (
  name: StatementName,
  answer: Signature & {
    readonly items: readonly Objection[]
    readonly paper?: Paper | undefined
    /** The day on which the answer arrived, whatever day it is dated. */
    readonly receivedOn: Day
  },
  effects: Pick<Effects, 'store' | 'policy'>,
): Promise<Decision<OpenStatement>> =>
  changeAnswer(
    name,
    async (statement) => {
      const { items } = answer
      const stray = await strayItem(name, items, effects)
      if (stray < 0)
        return answerStatement(answer, { ...statement, settledBy: statement.statement.settledBy })
      const claimId = items[stray]?.claimId ?? ''
      return refuse('statement.claim-unknown', {
        field: `items.${stray}.claimId`,
        figures: { claimId, month: name.month },
      })
    },
    effects,
  )
