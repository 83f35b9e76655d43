import * as z from 'zod'
import { heldIn } from '#shared/contracts/contribution.ts'
import {
  amount,
  city,
  day,
  fundYear,
  id,
  positiveAmount,
  scheme,
  signedAmount,
} from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { Effects } from '../effects.ts'
import { creditInterest } from './credit-interest.ts'
import { returnSwept } from './return-swept.ts'
import { balanceOf, overdrawnOf } from './rules/income-account.ts'
import { listIncomeAccounts } from './store.ts'
import { sweepIncome } from './sweep-income.ts'

/** What is shown of a sweep: its fields, not its keys. */
const sweep = z.object({ sweepId: id, city, scheme, fundYear, amount, sweptOn: day })

/** What is shown of money that came back. */
const sweepReturn = z.object({
  ...{ returnId: id, city, scheme, fundYear },
  ...{ amount: positiveAmount, returnedOn: day, treasuryRef: id },
})

/** What is shown of interest. */
const interest = z.object({
  ...{ interestId: id, city, scheme, fundYear, heldIn },
  ...{ amount: positiveAmount, creditedOn: day, treasuryRef: id },
})

const accountsPath = '/v1/contribution/income-accounts'

/** The income account: its balance by year, and emptying it. */
export const incomeRoutes = (effects: Pick<Effects, 'store'>): Operation[] => [
  defineOperation({
    method: 'POST',
    path: '/v1/contribution/sweeps',
    summary:
      'Moves everything received in an income account to the fiscal special account, but for what is in suspense or has not arrived.',
    scopes: ['province', 'city'],
    owner: { whose: 'named', parties: ({ body }) => ({ cities: [body.city] }) },
    body: z.strictObject({ city, scheme, fundYear, on: day }),
    status: 201,
    answer: sweep,
    refusals: ['contribution.nothing-to-sweep', 'contribution.swept-before-received'],
    changes: () => [accountsPath],
    handle: async ({ body, commandId }) => {
      const swept = await sweepIncome({ sweepId: stableId('W', commandId), ...body }, effects)
      return swept.status === 'refused' ? swept : accept(sweep.parse(swept.value))
    },
  }),
  defineOperation({
    method: 'POST',
    path: '/v1/contribution/sweep-returns',
    summary:
      'The treasury says that it paid swept money back from the special account to the income account, out of which refunds and returns are paid.',
    scopes: ['treasury'],
    owner: { whose: 'named', parties: ({ body }) => ({ cities: [body.city] }) },
    body: z.strictObject({
      city,
      scheme,
      fundYear,
      amount: positiveAmount,
      returnedOn: day,
      treasuryRef: id,
    }),
    status: 201,
    answer: sweepReturn,
    refusals: ['contribution.returned-above-swept', 'contribution.return-differs'],
    changes: () => [accountsPath],
    handle: async ({ body }) => {
      const back = await returnSwept(body, effects)
      return back.status === 'refused' ? back : accept(sweepReturn.parse(back.value))
    },
  }),
  defineOperation({
    method: 'POST',
    path: '/v1/contribution/interest',
    summary:
      'The treasury says that a bank credited interest on the income account or the special account. That of the income account is swept with the rest.',
    scopes: ['treasury'],
    owner: { whose: 'named', parties: ({ body }) => ({ cities: [body.city] }) },
    body: z.strictObject({
      ...{ city, scheme, heldIn },
      ...{ amount: positiveAmount, creditedOn: day, treasuryRef: id },
    }),
    status: 201,
    answer: interest,
    refusals: ['contribution.interest-differs'],
    changes: () => [accountsPath],
    handle: async ({ body }) => {
      const credited = await creditInterest(body, effects)
      return credited.status === 'refused' ? credited : accept(interest.parse(credited.value))
    },
  }),
  defineOperation({
    method: 'GET',
    path: accountsPath,
    summary: 'What the income account of a city and scheme received, and what of it is not swept yet.',
    scopes: ['province', 'city', 'auditor'],
    owner: { whose: 'named', parties: ({ query }) => ({ cities: [query.city] }) },
    query: z.strictObject({ city, scheme }),
    answer: z.strictObject({
      accounts: z.array(
        z.strictObject({
          ...{ fundYear, received: signedAmount, swept: amount, balance: signedAmount },
          inSuspense: amount.meta({
            description: 'Fen of the balance that fit no bill yet: no sweep takes them',
          }),
          inTransit: amount.meta({
            description:
              'Fen received of another city that the treasury has not paid yet: not in the balance',
          }),
          overdrawn: amount.meta({
            description:
              'Fen that refunds took off after a sweep, beyond what was there: to come back from the special account',
          }),
        }),
      ),
    }),
    refusals: [],
    handle: async ({ query }) => {
      const accounts = await listIncomeAccounts(effects.store, query)
      return accept({
        accounts: accounts.map((account) => {
          const { fundYear: year, received, swept, inSuspense, inTransit } = account
          const held = { inSuspense, inTransit, overdrawn: overdrawnOf(account) }
          return { fundYear: year, received, swept, balance: balanceOf(account), ...held }
        }),
      })
    },
  }),
]
