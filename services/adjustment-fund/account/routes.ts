import * as z from 'zod'
import { amount, scheme } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import type { Effects } from '../effects.ts'
import { readAccount } from './store.ts'

const account = z.object({ scheme, balance: amount, received: amount, paid: amount, entries: z.int() })

/** The two provincial accounts. */
export const accountRoutes = ({ store }: Pick<Effects, 'store'>): Operation[] => [
  defineOperation({
    method: 'GET',
    path: '/v1/adjustment-fund/accounts',
    summary: 'The provincial accounts, one a scheme.',
    scopes: ['province', 'auditor'],
    owner: { whose: 'province' },
    answer: z.strictObject({ accounts: z.array(account) }),
    refusals: [],
    handle: async () => {
      const accounts = await Promise.all(schemes.map((each) => readAccount(store, each)))
      return accept({ accounts: accounts.map((each) => account.parse(each)) })
    },
  }),
]
