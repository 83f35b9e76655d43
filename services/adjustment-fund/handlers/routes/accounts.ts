import * as z from 'zod'
import { amount, scheme } from '#shared/contracts/fields.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import { readAccount } from '../../adapters/accounts.ts'
import { effects } from '../../effects.ts'

const account = z.strictObject({ scheme, balance: amount, received: amount, paid: amount, entries: z.int() })

/** The two provincial accounts. */
export const accountRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/v1/adjustment-fund/accounts',
    summary: 'The provincial accounts, one a scheme.',
    scopes: ['province', 'auditor'],
    answer: z.strictObject({ accounts: z.array(account) }),
    problems: [],
    handle: async () => {
      const accounts = await Promise.all(schemes.map((each) => readAccount(effects.store, each)))
      return {
        status: 200,
        body: {
          accounts: accounts.map(({ scheme, balance, received, paid, entries }) => ({
            scheme,
            balance,
            received,
            paid,
            entries,
          })),
        },
      }
    },
  }),
]
