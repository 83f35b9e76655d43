import * as z from 'zod'
import { amount, casePoints, day, id, signedAmount, yearInText } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../../effects.ts'
import { fundFields, fundYearFields } from '../../ledger/fields.ts'
import { actors, cursorField, fundOwner, fundParams, pageOf, readers } from '../../ledger/fund-operations.ts'
import { cityOrOneOfItsInstitutions } from '../../total-control/parties.ts'
import { boundReached, clearingAnswer } from '../fields.ts'
import { simulateClearing } from '../simulate-clearing.ts'
import { startClearing } from '../start-clearing.ts'
import { startLock } from '../start-lock.ts'
import { pageClearings, readClearings } from '../store.ts'
import { summarise } from '../summarise-clearing.ts'

const runAnswer = z.strictObject({ runId: id })

const poolShape = z.object({
  pool: z.string(),
  fund: signedAmount,
  paid: signedAmount.optional(),
  kept: signedAmount.optional(),
  elsewhere: signedAmount.optional(),
  list: id.optional(),
  heads: z.int().optional(),
  insured: z.int().optional(),
  points: casePoints,
  yuanPerPoint: z.string().nullable(),
  institutions: z.int(),
})

const simulationAnswer = z.strictObject({
  ...fundYearFields,
  statements: z.int(),
  sums: z.strictObject({
    accepted: signedAmount,
    kept: amount,
    ordered: amount,
    owedBack: amount,
  }),
  pools: z.array(poolShape),
  institutions: z.array(
    z.strictObject({
      institution: id,
      score: z.string(),
      accepted: signedAmount,
      kept: amount,
      byMethod: signedAmount,
      depositForfeited: amount,
      ordered: amount,
      owedBack: amount,
      /** Which bounds decided what is paid by points, days and heads. */
      bounds: z.array(boundReached),
    }),
  ),
})

const summaryAnswer = z.strictObject({
  ...fundYearFields,
  /** The day by which the year has to be cleared. */
  dueOn: day,
  statements: z.int(),
  states: z.strictObject({
    proposed: z.int(),
    confirmed: z.int(),
    disputed: z.int(),
    decided: z.int(),
    locked: z.int(),
  }),
  sums: z.record(z.string(), signedAmount),
  /** What of the money accepted month by month was cleared as due; null where there was none. */
  clearingRate: z.number().nullable(),
  pools: z.array(poolShape),
})

/** What a clearing comes to over all its statements. */
const readRoutes = (effects: Effects): Operation[] => [
  defineOperation({
    method: 'GET',
    path: '/v1/budget/clearings',
    summary: "A fund year's clearing statements, one for each institution. An institution sees its own.",
    scopes: [...readers, 'institution'],
    owner: cityOrOneOfItsInstitutions,
    query: z.strictObject({
      ...fundFields,
      year: yearInText,
      institution: id.optional().meta({ description: 'only of this institution' }),
      ...cursorField,
    }),
    answer: z.strictObject({ statements: z.array(clearingAnswer), ...cursorField }),
    refusals: ['cursor.unreadable'],
    handle: async ({ query: { year, cursor, institution, ...fund } }) => {
      if (institution !== undefined) {
        const [own] = await readClearings(effects.store, fund, year, [institution])
        return accept({ statements: own ? [clearingAnswer.parse(own.statement)] : [] })
      }
      const { records, ...page } = await pageClearings(effects.store, fund, year, pageOf(cursor))
      return accept({ statements: records.map((each) => clearingAnswer.parse(each)), ...page })
    },
  }),
  defineOperation({
    method: 'GET',
    path: '/v1/budget/clearings/{city}/{scheme}/{year}',
    summary: "How far a fund year's clearing is, and what it comes to.",
    scopes: readers,
    params: z.object(fundParams),
    owner: fundOwner('params'),
    answer: summaryAnswer,
    refusals: ['policy.missing'],
    handle: async ({ params: { city, scheme, year } }) => {
      const fund = { city, scheme }
      return accept(summaryAnswer.parse({ ...fund, year, ...(await summarise(fund, year, effects)) }))
    },
  }),
]

/** What a clearing would come to. */
const simulationRoute = (effects: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path: '/v1/budget/clearing-simulations/{city}/{scheme}/{year}',
    summary: "What clearing a fund's year would come to now, with every institution; nothing is written.",
    scopes: readers,
    owner: fundOwner('params'),
    params: z.object(fundParams),
    answer: simulationAnswer,
    refusals: [
      'clearing.heads-unknown',
      'clearing.months-open',
      'clearing.not-assessed',
      'clearing.agreement-changed',
      'policy.missing',
    ],
    handle: ({ params: { city, scheme, year }, today }) =>
      simulateClearing({ fund: { city, scheme }, year, on: today }, effects),
  })

/** Clearing a year with every institution: proposing, and locking what stands. */
export const clearingRoutes = (effects: Effects): Operation[] => [
  defineOperation({
    method: 'POST',
    path: '/v1/budget/clearings',
    summary: "Clears a fund's year and proposes a statement to every institution; sent again, it goes on.",
    scopes: actors,
    owner: fundOwner('body'),
    body: z.strictObject({ ...fundYearFields, on: day }),
    status: 202,
    answer: runAnswer,
    refusals: [
      'fund-year.not-over',
      'clearing.heads-unknown',
      'clearing.months-open',
      'clearing.not-assessed',
      'clearing.agreement-changed',
      'run.other-parameters',
      'policy.missing',
    ],
    changes: (_, { runId }) => [`/v1/budget/runs/${runId}`],
    handle: ({ body: { year, on, ...fund }, by, today }) =>
      startClearing({ fund, year, on, by: by.subject, today }, effects),
  }),
  defineOperation({
    method: 'POST',
    path: '/v1/budget/clearing-locks',
    summary:
      'Locks the statements that stand on a day and orders what is due; those disputed wait for a later day. Sent again, it goes on.',
    scopes: actors,
    owner: fundOwner('body'),
    body: z.strictObject({ ...fundYearFields, on: day }),
    status: 202,
    answer: runAnswer,
    refusals: [
      'clearing.not-proposed',
      'clearing.same-person',
      'clearing.locked-before-proposed',
      'run.other-parameters',
      'policy.missing',
    ],
    changes: (_, { runId }) => [`/v1/budget/runs/${runId}`],
    handle: ({ body: { year, on, ...fund }, by }) => startLock({ fund, year, on, by: by.subject }, effects),
  }),
  simulationRoute(effects),
  ...readRoutes(effects),
]
