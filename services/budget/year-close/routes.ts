import * as z from 'zod'
import { fundYearClosed } from '#shared/contracts/budget.ts'
import { day } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { fundYearFields } from '../ledger/fields.ts'
import { actors, fundOwner } from '../ledger/fund-operations.ts'
import { closeFundYear } from './close-fund-year.ts'

const closedAnswer = z.strictObject({ ...fundYearClosed.data.shape, closedOn: day })

/** Closing a fund year. */
export const yearCloseRoutes = (effects: Effects): Operation[] => [
  defineOperation({
    method: 'POST',
    path: '/v1/budget/year-closes',
    summary:
      'Closes a fund year: final entries, the result carried into the balances, and nothing moves any more.',
    scopes: actors,
    owner: fundOwner('body'),
    body: z.strictObject({ ...fundYearFields, on: day }),
    answer: closedAnswer,
    refusals: [
      'year-close.no-approved-budget',
      'year-close.adjustment-open',
      'budget.changed-meanwhile',
      'year-close.months-open',
      'year-close.orders-open',
      'year-close.unbalanced',
      'year-close.closed-otherwise',
    ],
    changes: ({ body: { city, scheme, year } }) => [`/v1/budget/budgets/${city}/${scheme}/${year}`],
    handle: async ({ body: { year, on, ...fund } }) => {
      const closed = await closeFundYear(effects, { fund, year, on })
      if (closed.status === 'refused') return closed
      const { fund: own, finalEntries, resultCarried, ...figures } = closed.value
      return accept({ ...own, ...figures })
    },
  }),
]
