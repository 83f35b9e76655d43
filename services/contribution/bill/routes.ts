import * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import { daysBetween } from '#shared/calendar/day.ts'
import { payer } from '#shared/contracts/contribution.ts'
import { amount, city, day, fundYear, id, month, scheme } from '#shared/contracts/fields.ts'
import { requireCity } from '#shared/edge/http/caller.ts'
import { problem } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { lateFeeRate } from '../billing/rules/billing-figures.ts'
import { effects } from '../effects.ts'
import type { Bill } from './rules/bill.ts'
import { billKinds, billStatuses, dueAmount, totalDue, totalPaid } from './rules/bill.ts'
import { lateFees } from './rules/late-fee.ts'
import { pageOfBills, readBill } from './store.ts'

const billAnswer = z.strictObject({
  billId: id,
  kind: z.enum(billKinds),
  status: z.enum(billStatuses),
  scheme,
  city,
  fundYear,
  from: month,
  to: month,
  issuedOn: day,
  dueOn: day,
  employerId: id.optional(),
  dues: z.array(z.strictObject({ payer, amount, pooled: amount, account: amount, paid: amount })),
  due: amount,
  paid: amount,
  aidFunded: amount.optional(),
  persons: z.array(z.strictObject({ personId: id, account: amount, base: amount.optional() })),
  completedOn: day.optional(),
  statementId: id.optional(),
})

const showBill = ({ paymentIds: _, ...bill }: Bill): z.output<typeof billAnswer> => ({
  ...bill,
  persons: [...bill.persons],
  dues: bill.dues.map((due) => ({ ...due, amount: dueAmount(due), paid: bill.paid[due.payer] ?? 0 })),
  due: totalDue(bill),
  paid: totalPaid(bill),
})

const lateFeeOf = (bill: Bill, asOf: Day) => {
  const days = Math.max(0, daysBetween(bill.dueOn, asOf))
  const arrears = totalDue(bill) - totalPaid(bill)
  // Residents who pay late wait for their benefits instead (国办发〔2024〕38号).
  const amountDue =
    bill.kind === 'employer-month'
      ? lateFees([{ amount: arrears, dueOn: bill.dueOn }], lateFeeRate(effects.policy(), asOf), asOf)
      : 0
  return { asOf, days, arrears, amount: amountDue }
}

/** Bills: one with its late fee as of a day, or a city's page by page. */
export const billRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/v1/contribution/bills/{billId}',
    summary: 'A bill with what each payer owes and has paid, and the late fee as of a day if one is given.',
    scopes: ['province', 'city', 'feed', 'auditor'],
    query: z.strictObject({ asOf: day.optional() }),
    answer: billAnswer.extend({
      lateFee: z.strictObject({ asOf: day, days: z.int(), arrears: amount, amount }).optional(),
    }),
    problems: ['contribution.bill-unknown', 'caller.other-division'],
    handle: async ({ params, query, caller }) => {
      const found = await readBill(effects.store, params.billId ?? '')
      if (!found) throw problem(404, 'contribution.bill-unknown', 'no such bill')
      requireCity(caller, found.bill.city)
      const shown = showBill(found.bill)
      return {
        status: 200,
        body: query.asOf === undefined ? shown : { ...shown, lateFee: lateFeeOf(found.bill, query.asOf) },
      }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/contribution/bills',
    summary: "A city's bills, of one kind and period if given (a month for employers, else a year).",
    scopes: ['province', 'city', 'feed', 'auditor'],
    query: z
      .strictObject({
        city,
        kind: z.enum(billKinds).optional(),
        period: z.union([month, z.string().regex(/^\d{4}$/)]).optional(),
        cursor: z.string().max(2_000).optional(),
      })
      .refine(({ kind, period }) => period === undefined || kind !== undefined, 'a period needs a kind'),
    answer: z.strictObject({ bills: z.array(billAnswer), cursor: z.string().optional() }),
    problems: ['cursor.unreadable', 'caller.other-division'],
    handle: async ({ query, caller }) => {
      requireCity(caller, query.city)
      const { city: of, kind, period, cursor } = query
      const filter = { city: of, ...(kind ? { kind } : {}), ...(period ? { period } : {}) }
      const page = await pageOfBills(effects.store, filter, {
        limit: 100,
        ...(cursor === undefined ? {} : { cursor }),
      })
      return { status: 200, body: { ...page, bills: page.bills.map(({ bill }) => showBill(bill)) } }
    },
  }),
]
