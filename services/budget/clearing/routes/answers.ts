import * as z from 'zod'
import { day, signedAmount } from '#shared/contracts/fields.ts'
import type { Caller } from '#shared/edge/http/caller.ts'
import { requireInstitution } from '#shared/edge/http/caller.ts'
import { problem, refused } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import type { Effects } from '../../effects.ts'
import { actors, fundFields, fundYearFor } from '../../ledger/fields.ts'
import { clearingAnswer } from '../fields.ts'
import type { ClearingStatement } from '../rules/statement.ts'
import { confirmStatement, decideStatement, disputeStatement } from '../rules/statement.ts'
import { clearingWrite, readClearing } from '../store.ts'

const answer = z.strictObject({ ...fundFields, ...clearingAnswer.shape })
const path = '/v1/budget/clearings/{city}/{scheme}/{year}/{institution}'
const reason = z.string().min(1).max(1000)

/**
 * Decides on a statement and saves it at its next version; the same decision again changes nothing.
 * @throws HttpProblem 404 for no statement, 409 where the statement does not take it
 */
const answerStatement = async (
  store: Store,
  caller: Caller,
  params: Readonly<Record<string, string>>,
  decide: (statement: ClearingStatement) => Decision<ClearingStatement>,
) => {
  const { fund, year } = fundYearFor(caller, params)
  const institution = params.institution ?? ''
  requireInstitution(caller, institution, fund.city)
  return retryConflicts(async () => {
    const found = await readClearing(store, fund, year, institution)
    if (!found) throw problem(404, 'clearing.unknown', `no statement of ${year} for ${institution}`)
    const decision = decide(found.statement)
    if (decision.status === 'refused') throw refused(decision.refusal, 409)
    const body = { ...fund, ...decision.value }
    if (decision.value === found.statement) return { status: 200 as const, body }
    const written = await store.write([clearingWrite(fund, decision.value, found.version)])
    return written.status === 'written' ? { status: 200 as const, body } : undefined
  })
}

/** What institutions answer to their statements, and what is decided when they dispute. */
export const clearingAnswerRoutes = ({ store }: Effects): Route[] => [
  defineRoute({
    method: 'POST',
    path: `${path}/confirmation`,
    summary: 'An institution confirms its clearing statement.',
    scopes: ['institution'],
    body: z.strictObject({ on: day }),
    answer,
    problems: ['clearing.unknown', 'clearing.not-proposed', 'caller.other-institution'],
    handle: ({ caller, params, body: { on } }) =>
      answerStatement(store, caller, params, (statement) =>
        confirmStatement({ by: caller.subject, on }, statement),
      ),
  }),
  defineRoute({
    method: 'POST',
    path: `${path}/dispute`,
    summary: 'An institution disputes its clearing statement, with its reason.',
    scopes: ['institution'],
    body: z.strictObject({ on: day, reason }),
    answer,
    problems: [
      'clearing.unknown',
      'clearing.not-proposed',
      'clearing.answer-late',
      'caller.other-institution',
    ],
    handle: ({ caller, params, body }) =>
      answerStatement(store, caller, params, (statement) =>
        disputeStatement({ by: caller.subject, ...body }, statement),
      ),
  }),
  defineRoute({
    method: 'POST',
    path: `${path}/decision`,
    summary:
      'Decides a dispute: another score, another growth of volume, an amount more or less; the year is cleared again by it.',
    scopes: actors,
    body: z.strictObject({
      on: day,
      reason,
      adjustment: signedAmount,
      score: z
        .string()
        .regex(/^(100|\d{1,2}(\.\d{1,2})?)$/)
        .optional(),
      growth: z
        .string()
        .regex(/^-?\d{1,2}(\.\d{1,4})?$/)
        .optional(),
    }),
    answer,
    problems: ['clearing.unknown', 'clearing.not-disputed', 'clearing.same-person'],
    handle: ({ caller, params, body }) =>
      answerStatement(store, caller, params, (statement) =>
        decideStatement({ by: caller.subject, ...body }, statement),
      ),
  }),
]
