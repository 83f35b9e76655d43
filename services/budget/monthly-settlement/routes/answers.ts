import * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import { addDays } from '#shared/calendar/day.ts'
import { day, id, month } from '#shared/contracts/fields.ts'
import type { Caller } from '#shared/edge/http/caller.ts'
import { requireInstitution } from '#shared/edge/http/caller.ts'
import { problem, refused } from '#shared/edge/http/problem.ts'
import type { Request, Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { readRunParameters } from '#shared/edge/runs/run.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { numberAt } from '#shared/policy/policy.ts'
import type { Effects } from '../../effects.ts'
import { postingKey } from '../../keys.ts'
import { actors, fundFields, fundFor, readers } from '../../ledger/fields.ts'
import type { Fund } from '../../ledger/rules/fund.ts'
import { statement } from '../fields.ts'
import type { Answer, Contested } from '../rules/answer.ts'
import { answerStatement, judgeContest, stateOn } from '../rules/answer.ts'
import { settlementRunId } from '../start-settlement.ts'
import type { AnsweredStatement } from '../statement-answers.ts'
import { answerWrite, readAnswered } from '../statement-answers.ts'

const path = '/v1/budget/statements/{city}/{scheme}/{month}/{institution}'
const params = z.object({ ...fundFields, month, institution: id })
const reason = z.string().min(1).max(500)
const signed = { by: z.string(), on: day }
const contested = z.strictObject({
  claimId: id,
  month: month.optional().meta({ description: "the claim's own month, where it was booked in a later one" }),
  reason,
})
const judged = z.strictObject({ claimId: id, outcome: z.enum(['upheld', 'dismissed']), reason })

const answered = z.strictObject({
  statement,
  answerBy: day,
  state: z.enum(['awaiting-answer', 'confirmed-by-silence', 'confirmed', 'contested', 'decided']),
  answered: z.strictObject(signed).optional(),
  items: z.array(contested).optional(),
  decided: z.strictObject({ ...signed, items: z.array(judged) }).optional(),
})

type Named = {
  readonly fund: Fund
  readonly found: AnsweredStatement
  readonly answerBy: Day
}

/**
 * The statement that a path names, for a caller who may see it, and the last day to answer it.
 * @throws HttpProblem 404 `statement.unknown`
 */
const named = async (
  { store, policy }: Effects,
  caller: Caller,
  given: Readonly<Record<string, string>>,
): Promise<Named> => {
  const { success, data } = params.safeParse(given)
  if (!success) throw problem(404, 'route.unknown', 'the path names no city, scheme, month and institution')
  const { month: ofMonth, institution } = data
  const fund = fundFor(caller, data)
  requireInstitution(caller, institution, fund.city)
  const [found, run] = await Promise.all([
    readAnswered(store, fund, ofMonth, institution),
    readRunParameters(store, settlementRunId(fund, ofMonth)),
  ])
  if (!found || !run) throw problem(404, 'statement.unknown', `no statement of ${ofMonth} for ${institution}`)
  const issuedOn = String(run.on)
  const days = numberAt(policy(), 'total_control.statement_answer_days', { on: issuedOn, city: fund.city })
  return { fund, found, answerBy: addDays(issuedOn, days) }
}

const shown = ({ found, answerBy }: Named, answer: Answer | undefined, today: Day) => ({
  status: 200 as const,
  body: { statement: found.statement, answerBy, ...answer, state: stateOn(today, answerBy, answer) },
})

/** Decides on an answer and saves it at its next version; the same decision again changes nothing. */
const change = (
  effects: Effects,
  { caller, params: given, today }: Pick<Request<unknown, unknown>, 'caller' | 'params' | 'today'>,
  decide: (statement: Named) => Promise<Decision<Answer>> | Decision<Answer>,
) =>
  retryConflicts(async () => {
    const statement = await named(effects, caller, given)
    const { fund, found } = statement
    const decision = await decide(statement)
    if (decision.status === 'refused')
      throw refused(decision.refusal, decision.refusal.code === 'statement.claim-unknown' ? 422 : 409)
    if (decision.value === found.answer) return shown(statement, found.answer, today)
    const written = await effects.store.write([
      answerWrite(fund, found.statement, decision.value, found.version),
    ])
    return written.status === 'written' ? shown(statement, decision.value, today) : undefined
  })

/** Refuses items that are no claims the statement was made of. */
const mustBeItsClaims = async (
  { store }: Effects,
  { fund, found: { statement: of } }: Named,
  items: readonly Contested[],
): Promise<void> => {
  const postings = await store.getMany(
    items.map(({ claimId, month: own = of.month }) => postingKey(fund, own, of.institution, claimId)),
  )
  const at = postings.findIndex((posting) => !posting || String(posting.bookedIn) > of.month)
  if (at >= 0)
    throw problem(
      422,
      'statement.claim-unknown',
      `${items[at]?.claimId} is no claim that the statement of ${of.month} was made of`,
      `items.${at}.claimId`,
    )
}

/** What institutions answer to their monthly statements, and what is decided on what they contest. */
export const statementAnswerRoutes = (effects: Effects): Route[] => [
  defineRoute({
    method: 'GET',
    path,
    summary: "An institution's statement of a month, until when it can be answered, and what was.",
    scopes: [...readers, 'institution'],
    answer: answered,
    problems: ['statement.unknown', 'caller.other-institution'],
    handle: async ({ caller, params: given, today }) => {
      const statement = await named(effects, caller, given)
      return shown(statement, statement.found.answer, today)
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${path}/answer`,
    summary: 'An institution answers its statement: it confirms it, or contests claims of it.',
    scopes: ['institution', ...actors],
    body: z.strictObject({ on: day, items: z.array(contested).max(100) }),
    answer: answered,
    problems: [
      'statement.unknown',
      'statement.answered',
      'statement.answer-late',
      'statement.claim-unknown',
      'caller.other-institution',
    ],
    handle: ({ body: { on, items }, ...request }) =>
      change(effects, request, async (statement) => {
        await mustBeItsClaims(effects, statement, items)
        const { answerBy, found } = statement
        return answerStatement({ items, on, by: request.caller.subject }, { answerBy, answer: found.answer })
      }),
  }),
  defineRoute({
    method: 'POST',
    path: `${path}/decision`,
    summary:
      'Decides on the contested claims of a statement; one upheld is put right by a correction or reversal of the claim.',
    scopes: actors,
    body: z.strictObject({ on: day, items: z.array(judged).min(1).max(100) }),
    answer: answered,
    problems: [
      'statement.unknown',
      'statement.not-contested',
      'statement.same-person',
      'statement.other-items',
    ],
    handle: ({ body: { on, items }, ...request }) =>
      change(effects, request, ({ found }) =>
        judgeContest({ items, on, by: request.caller.subject }, found.answer),
      ),
  }),
]
