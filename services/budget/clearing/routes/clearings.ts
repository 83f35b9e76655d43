import * as z from 'zod'
import { day, fundYear, id, signedAmount } from '#shared/contracts/fields.ts'
import { requireInstitution } from '#shared/edge/http/caller.ts'
import { problem } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import type { Effects } from '../../effects.ts'
import {
  actors,
  cursorField,
  fundFields,
  fundFor,
  fundYearFields,
  fundYearFor,
  pageOf,
  readers,
  yearInQuery,
} from '../../ledger/fields.ts'
import { clearingAnswer } from '../fields.ts'
import { startClearing } from '../start-clearing.ts'
import { startLock } from '../start-lock.ts'
import { pageClearings, readClearing } from '../store.ts'
import { summarise } from '../summarise-clearing.ts'

const runAnswer = z.strictObject({ runId: z.string() })

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
  pools: z.array(
    z.strictObject({
      pool: z.string(),
      fund: signedAmount,
      points: z.int(),
      yuanPerPoint: z.string().nullable(),
      institutions: z.int(),
    }),
  ),
})

/** Clearing a year with every institution: proposing, and locking what stands. */
export const clearingRoutes = (effects: Effects): Route[] => [
  defineRoute({
    method: 'POST',
    path: '/v1/budget/clearings',
    summary: "Clears a fund's year and proposes a statement to every institution; sent again, it goes on.",
    scopes: actors,
    body: z.strictObject({ ...fundYearFields, on: day }),
    answer: runAnswer,
    problems: [
      'clearing.months-open',
      'clearing.not-assessed',
      'clearing.agreement-changed',
      'run.other-parameters',
      'policy.missing',
    ],
    handle: async ({ caller, body: { year, on, ...named } }) => {
      const command = { fund: fundFor(caller, named), year, on, by: caller.subject }
      return { status: 202, body: { runId: await startClearing(effects, command) } }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/budget/clearing-locks',
    summary:
      'Locks the statements that stand on a day and orders what is due; those disputed wait for a later day. Sent again, it goes on.',
    scopes: actors,
    body: z.strictObject({ ...fundYearFields, on: day }),
    answer: runAnswer,
    problems: [
      'clearing.not-proposed',
      'clearing.same-person',
      'clearing.locked-before-proposed',
      'run.other-parameters',
    ],
    handle: async ({ caller, body: { year, on, ...named } }) => {
      const command = { fund: fundFor(caller, named), year, on, by: caller.subject }
      return { status: 202, body: { runId: await startLock(effects, command) } }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/budget/clearings',
    summary: "A fund year's clearing statements, one for each institution.",
    scopes: readers,
    query: z.strictObject({ ...fundFields, year: yearInQuery, ...cursorField }),
    answer: z.strictObject({ statements: z.array(clearingAnswer), ...cursorField }),
    problems: ['cursor.unreadable'],
    handle: async ({ caller, query }) => {
      const fund = fundFor(caller, query)
      return { status: 200, body: await pageClearings(effects.store, fund, query.year, pageOf(query.cursor)) }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/budget/clearings/{city}/{scheme}/{year}',
    summary: "How far a fund year's clearing is, and what it comes to.",
    scopes: readers,
    answer: summaryAnswer,
    problems: ['policy.missing'],
    handle: async ({ caller, params }) => {
      const { fund, year } = fundYearFor(caller, params)
      return { status: 200, body: { ...fund, year, ...(await summarise(effects, fund, year)) } }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/budget/clearings/{city}/{scheme}/{year}/{institution}',
    summary: "An institution's clearing statement.",
    scopes: [...readers, 'institution'],
    answer: z.strictObject({ ...fundFields, ...clearingAnswer.shape, institution: id, year: fundYear }),
    problems: ['clearing.unknown', 'caller.other-institution'],
    handle: async ({ caller, params }) => {
      const { fund, year } = fundYearFor(caller, params)
      const institution = params.institution ?? ''
      requireInstitution(caller, institution, fund.city)
      const found = await readClearing(effects.store, fund, year, institution)
      if (!found) throw problem(404, 'clearing.unknown', `no statement of ${year} for ${institution}`)
      return { status: 200, body: { ...fund, ...found.statement } }
    },
  }),
]
