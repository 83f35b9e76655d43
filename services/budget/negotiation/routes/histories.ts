import * as z from 'zod'
import { fundYear, id, yearInText } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../../effects.ts'
import { fundFields } from '../../ledger/fields.ts'
import { fundOwner, readers } from '../../ledger/fund-operations.ts'
import { careYear } from '../fields.ts'
import { readHistories } from '../histories.ts'

/** What quotas are drafted from where nothing else is given. */
export const historyRoutes = ({ store }: Effects): Operation[] => [
  defineOperation({
    method: 'GET',
    path: '/v1/budget/quota-histories',
    summary:
      'What the three years before a year say of every institution by the books: accepted amounts and effective volume, the last year last.',
    scopes: readers,
    owner: fundOwner('query'),
    query: z.strictObject({ ...fundFields, year: yearInText }),
    answer: z.strictObject({
      ...fundFields,
      year: fundYear,
      histories: z.array(z.strictObject({ institution: id, years: z.array(careYear) })),
    }),
    refusals: [],
    handle: async ({ query: { year, ...fund } }) => {
      const found = await readHistories(store, fund, year)
      const histories = [...found].map(([institution, years]) => ({ institution, years }))
      return accept({ ...fund, year, histories })
    },
  }),
]
