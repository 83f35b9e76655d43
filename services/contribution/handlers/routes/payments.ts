import * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import { paymentMade } from '#shared/contracts/contribution.ts'
import { id } from '#shared/contracts/fields.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import type { PaymentOutcome } from '../../commands/record-payment.ts'
import { recordPayment } from '../../commands/record-payment.ts'
import type { RecordPayment } from '../../domain/payment.ts'
import { effects } from '../../effects.ts'

const recordOne = (payment: RecordPayment, today: Day): Promise<PaymentOutcome> =>
  payment.paidOn > today
    ? Promise.resolve({
        status: 'refused',
        refusal: { code: 'contribution.paid-in-future', reason: 'paid on a day to come', field: 'paidOn' },
      })
    : recordPayment(payment, effects)

/** Payments on one bill one after the other, since each changes the bill; the bills side by side. */
const recordAll = async (payments: readonly RecordPayment[], today: Day) => {
  const outcomes = new Map<RecordPayment, PaymentOutcome>()
  const byBill = Map.groupBy(payments, ({ billId }) => billId)
  await Promise.all(
    [...byBill.values()].map(async (ofBill) => {
      for (const payment of ofBill) outcomes.set(payment, await recordOne(payment, today))
    }),
  )
  return payments.map((payment) => ({ payment, outcome: outcomes.get(payment) }))
}

/** Payments as the tax authority and the finance bureaus report them. */
export const paymentRoutes: Route[] = [
  defineRoute({
    method: 'POST',
    path: '/v1/contribution/payments',
    summary: 'Records payments and refunds on bills; each row is answered for itself.',
    scopes: ['feed'],
    body: z.strictObject({ payments: z.array(paymentMade.data).min(1).max(100) }),
    answer: z.strictObject({
      rows: z.array(
        z.strictObject({
          paymentId: id,
          status: z.enum(['recorded', 'repeated', 'refused']),
          code: z.string().optional(),
          reason: z.string().optional(),
          figures: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
        }),
      ),
    }),
    problems: [],
    handle: async ({ body, today }) => {
      const rows = (await recordAll(body.payments, today)).map(({ payment, outcome }) => {
        const row = { paymentId: payment.paymentId, status: outcome?.status }
        if (outcome?.status !== 'refused') return row
        const { code, reason, figures } = outcome.refusal
        return { ...row, code, reason, figures }
      })
      return { status: 200, body: { rows } }
    },
  }),
]
