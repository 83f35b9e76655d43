import * as z from 'zod'
import { paymentMade } from '#shared/contracts/contribution.ts'
import { id } from '#shared/contracts/fields.ts'
import { doorRefusals } from '#shared/edge/http/door-refusals.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { refusalText } from '#shared/kernel/refusals.ts'
import type { Effects } from '../effects.ts'
import { table } from '../refusals.ts'
import type { KeptFrom, PaymentOutcome } from './record-payment.ts'
import { recordPayments } from './record-payments.ts'

const row = z.strictObject({
  paymentId: id,
  status: z.enum(['recorded', 'repeated', 'refused']),
  code: z.string().optional(),
  reason: z.string().optional(),
  reasonZh: z.string().optional(),
  figures: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})

const refusals = { ...table, ...doorRefusals.table }

const rowOf = (paymentId: string, outcome: PaymentOutcome): z.output<typeof row> => {
  if (outcome.status !== 'refused') return { paymentId, status: outcome.status }
  const { code, reason, figures } = outcome.refusal
  const reasonZh = refusalText(refusals, outcome.refusal, 'zh').reason
  return { paymentId, status: 'refused', code, reason, reasonZh, ...(figures ? { figures } : {}) }
}

/** Payments as the tax authority and the finance bureaus report them. */
export const paymentRoutes = (effects: Pick<Effects, 'store'>): Operation[] => [
  defineOperation({
    method: 'POST',
    path: '/v1/contribution/payments',
    summary: 'Records payments and refunds on bills; each row is answered for itself.',
    scopes: ['feed'],
    owner: { whose: 'caller' },
    body: z.strictObject({ payments: z.array(paymentMade.data).min(1).max(100) }),
    answer: z.strictObject({ rows: z.array(row) }),
    refusals: [
      'contribution.bill-unknown',
      'contribution.nothing-due',
      'contribution.overpaid',
      'contribution.refund-above-paid',
      'contribution.paid-in-future',
      'contribution.payment-differs',
      'caller.other-division',
    ],
    changes: ({ body }, { rows }) => {
      const standing = body.payments.filter((_, index) => rows[index]?.status !== 'refused')
      return [...new Set(standing.map(({ billId }) => `/v1/contribution/bills/${billId}`))]
    },
    handle: async ({ body: { payments }, today, caller: { division }, reaches }) => {
      const keptFrom: KeptFrom = (city) =>
        reaches({ cities: [city] })
          ? undefined
          : doorRefusals.refusal('caller.other-division', { figures: { division } })
      const outcomes = await recordPayments(payments, { today, keptFrom }, effects)
      return accept({
        rows: outcomes.map((outcome, index) => rowOf(payments[index]?.paymentId ?? '', outcome)),
      })
    },
  }),
]
