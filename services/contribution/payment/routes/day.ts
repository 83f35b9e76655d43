import * as z from 'zod'
import { payer } from '#shared/contracts/contribution.ts'
import { city, day, id, signedAmount } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../../effects.ts'
import { atOnce, cursor } from '../../paging.ts'
import { refusal } from '../../refusals.ts'
import { pageOfDay, totalsOfDay } from '../day-list.ts'
import { listedOf, listedPayment, wholePayment } from '../fields.ts'
import { paymentIn, readPayment } from '../store.ts'
import { wholePaymentOf } from '../whole-payment.ts'

const path = '/v1/contribution/payments'

type Needs = Pick<Effects, 'store'>

const listOperation = ({ store }: Needs): Operation =>
  defineOperation({
    method: 'GET',
    path,
    summary:
      'The payments and refunds that were reported for a day and city, each once, as they were reported: those on bills first, then those in suspense and those resolved. A page may hold fewer than there are; the cursor ends with the last.',
    scopes: ['province', 'city', 'tax', 'auditor'],
    owner: { whose: 'named', parties: ({ query }) => ({ cities: [query.city] }) },
    query: z.strictObject({ city, on: day, cursor }),
    answer: z.strictObject({ payments: z.array(listedPayment).max(atOnce), cursor }),
    refusals: ['cursor.unreadable'],
    handle: async ({ query: { cursor: from, ...of } }) => {
      const { records, ...next } = await pageOfDay(store, of, { cursor: from, limit: atOnce })
      return accept({ payments: records.map(listedOf), ...next })
    },
  })

const total = z.strictObject({
  payer,
  kind: z.enum(['payment', 'refund']),
  status: z.enum(['recorded', 'suspended', 'resolved']).meta({
    description:
      '`suspended`: some of it is still in suspense; `resolved`: all of it was assigned or returned',
  }),
  count: z.int().min(0),
  amount: signedAmount,
})

const totalsOperation = ({ store }: Needs): Operation =>
  defineOperation({
    method: 'GET',
    path: '/v1/contribution/payment-totals',
    summary:
      "A day's payments and refunds of a city, counted and added up by payer and kind, to compare with the tax authority's.",
    scopes: ['province', 'city', 'tax', 'auditor'],
    owner: { whose: 'named', parties: ({ query }) => ({ cities: [query.city] }) },
    query: z.strictObject({ city, on: day }),
    answer: z.strictObject({
      city,
      on: day,
      count: z.int().min(0),
      amount: signedAmount,
      totals: z.array(total),
    }),
    refusals: [],
    handle: async ({ query }) => {
      const totals = (await totalsOfDay(store, query)).map((each) => total.parse(each))
      const count = totals.reduce((counted, each) => counted + each.count, 0)
      const amount = totals.reduce((added, each) => added + each.amount, 0)
      return accept({ ...query, count, amount, totals })
    },
  })

const oneOperation = ({ store }: Needs): Operation =>
  defineOperation({
    method: 'GET',
    path: `${path}/{paymentId}`,
    summary:
      'What became of a payment, by its number: on its bill, or in suspense and out of it, and what the papers of the treasury say of it.',
    scopes: ['province', 'city', 'tax', 'auditor'],
    params: z.strictObject({ paymentId: id }),
    owner: {
      whose: 'recorded',
      as: 'the city of the bill, or of the income account that holds it',
      unknown: ({ params: { paymentId } }) =>
        refusal('contribution.payment-unknown', { field: 'paymentId', figures: { paymentId } }),
      find: async ({ params: { paymentId } }) => {
        const found = await readPayment(store, paymentId)
        return found && { parties: { cities: [paymentIn(found).city] }, found }
      },
    },
    answer: wholePayment,
    refusals: ['contribution.payment-unknown'],
    handle: async ({ found }) => accept(await wholePaymentOf(found, { store })),
  })

/** What a tax office compares every day: a day's payments, their sums, and one by its number. */
export const dayRoutes = (effects: Needs): Operation[] => [
  listOperation(effects),
  totalsOperation(effects),
  oneOperation(effects),
]
