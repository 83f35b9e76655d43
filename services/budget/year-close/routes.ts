import * as z from 'zod'
import { fundYearClosed } from '#shared/contracts/budget.ts'
import { day } from '#shared/contracts/fields.ts'
import { problem, refused } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { executeBudget } from '../accounts/rules/final-accounts.ts'
import type { Effects } from '../effects.ts'
import { openOrders } from '../ledger/cash.ts'
import { decemberIsSettled } from '../ledger/december-settled.ts'
import { actors, fundFor, fundYearFields } from '../ledger/fields.ts'
import { readPeriods } from '../ledger/periods.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { readBudget } from '../planning/store.ts'
import { startSeal } from '../seals/seal-ledger.ts'
import type { YearClosed, YearToClose } from './rules/close-year.ts'
import { closeYear } from './rules/close-year.ts'
import { readYearClose, recordYearClose } from './store.ts'

const closedAnswer = z.strictObject({ ...fundYearClosed.data.shape, closedOn: day })

const answerOf = ({ fund, finalEntries, resultCarried, ...figures }: YearClosed) => ({ ...fund, ...figures })

const loadYear = async (
  store: Store,
  fund: Fund,
  year: number,
): Promise<YearToClose & { readonly version: number }> => {
  const periods = await readPeriods(store, fund, `${year}-12`)
  return {
    periods,
    decemberSettled: await decemberIsSettled(store, periods, year),
    openOrders: await openOrders(store, fund, year),
    ...(await readBudget(store, fund, year)),
  }
}

/** Closing a fund year. */
export const yearCloseRoutes = (effects: Effects): Route[] => [
  defineRoute({
    method: 'POST',
    path: '/v1/budget/year-closes',
    summary:
      'Closes a fund year: final entries, the result carried into the balances, and nothing moves any more.',
    scopes: actors,
    body: z.strictObject({ ...fundYearFields, on: day }),
    answer: closedAnswer,
    problems: [
      'year-close.no-approved-budget',
      'year-close.adjustment-open',
      'budget.changed-meanwhile',
      'year-close.months-open',
      'year-close.orders-open',
      'year-close.unbalanced',
      'year-close.closed-otherwise',
    ],
    handle: async ({ caller, body }) => {
      const { store } = effects
      const fund = fundFor(caller, body)
      const { year, on } = body
      if (!(await readYearClose(store, fund, year))) {
        const state = await loadYear(store, fund, year)
        const decision = closeYear({ fund, year, on }, state)
        if (decision.status === 'refused') throw refused(decision.refusal, 409)
        const executed = executeBudget(state.budget, on)
        if (executed.status === 'refused') throw refused(executed.refusal, 409)
        await recordYearClose(store, decision.value, { budget: executed.value, version: state.version })
      }
      const closed = await readYearClose(store, fund, year)
      if (!closed)
        throw problem(409, 'budget.changed-meanwhile', 'the budget was changed by someone else; close again')
      if (closed.closedOn !== on)
        throw problem(409, 'year-close.closed-otherwise', `${year} was closed on ${closed.closedOn}`)
      await startSeal(effects, { city: fund.city, on }, `year-close ${fund.scheme} ${year}`)
      return { status: 200, body: answerOf(closed) }
    },
  }),
]
