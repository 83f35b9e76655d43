import * as z from 'zod'
import { amount, city, day, fundYear, id, scheme, signedAmount } from '#shared/contracts/fields.ts'
import { requireCity } from '#shared/edge/http/caller.ts'
import { refused } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { effects } from '../effects.ts'
import { commandIdOf } from '../handlers/routes/command-id.ts'
import { listIncomeAccounts } from './store.ts'
import { sweepIncome } from './sweep-income.ts'

/** The income account: its balance by year, and emptying it. */
export const incomeRoutes: Route[] = [
  defineRoute({
    method: 'POST',
    path: '/v1/contribution/sweeps',
    summary: 'Moves everything received in an income account to the fiscal special account.',
    scopes: ['province', 'city'],
    body: z.strictObject({ city, scheme, fundYear, on: day }),
    answer: z.strictObject({ sweepId: id, city, scheme, fundYear, amount, sweptOn: day }),
    problems: ['idempotency-key.other-payload', 'caller.other-division'],
    handle: async (request) => {
      requireCity(request.caller, request.body.city)
      const sweepId = stableId('W', commandIdOf(request))
      const swept = await sweepIncome({ sweepId, ...request.body }, effects)
      if (swept.status === 'refused') throw refused(swept.refusal, 409)
      return { status: 201, body: swept.value }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/contribution/income-accounts',
    summary: 'What the income account of a city and scheme received, and what of it is not swept yet.',
    scopes: ['province', 'city', 'auditor'],
    query: z.strictObject({ city, scheme }),
    answer: z.strictObject({
      accounts: z.array(
        z.strictObject({ fundYear, received: signedAmount, swept: amount, balance: signedAmount }),
      ),
    }),
    problems: ['caller.other-division'],
    handle: async ({ query, caller }) => {
      requireCity(caller, query.city)
      const accounts = (await listIncomeAccounts(effects.store, query)).map(
        ({ fundYear: year, received, swept }) => ({
          fundYear: year,
          received,
          swept,
          balance: received - swept,
        }),
      )
      return { status: 200, body: { accounts } }
    },
  }),
]
