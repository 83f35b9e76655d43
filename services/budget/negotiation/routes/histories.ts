import * as z from 'zod'
import { id } from '#shared/contracts/fields.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import type { Effects } from '../../effects.ts'
import { fundFields, fundFor, readers, yearInQuery } from '../../ledger/fields.ts'
import { careYear } from '../fields.ts'
import { readHistories } from '../histories.ts'

/** What quotas are drafted from where nothing else is given. */
export const historyRoutes = ({ store }: Effects): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/v1/budget/quota-histories',
    summary:
      'What the three years before a year say of every institution by the books: accepted amounts and effective volume, the last year last.',
    scopes: readers,
    query: z.strictObject({ ...fundFields, year: yearInQuery }),
    answer: z.strictObject({
      ...fundFields,
      year: z.int(),
      histories: z.array(z.strictObject({ institution: id, years: z.array(careYear) })),
    }),
    problems: [],
    handle: async ({ caller, query }) => {
      const fund = fundFor(caller, query)
      const found = await readHistories(store, fund, query.year)
      const histories = [...found].map(([institution, years]) => ({ institution, years }))
      return { status: 200, body: { ...fund, year: query.year, histories } }
    },
  }),
]
