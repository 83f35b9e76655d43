import * as z from 'zod'
import { reportedPayment } from '#shared/contracts/contribution.ts'
import { id } from '#shared/contracts/fields.ts'
import { doorRefusals } from '#shared/edge/http/door-refusals.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { refusalText } from '#shared/kernel/refusals.ts'
import { businessDays } from '#shared/policy/business-days.ts'
import type { Effects } from '../effects.ts'
import { table } from '../refusals.ts'
import type { PaymentOutcome } from './record-payment.ts'
import { recordReported } from './record-reported.ts'
import { dayRoutes } from './routes/day.ts'
import { keptOut } from './routes/kept-out.ts'
import { suspenseRoutes } from './routes/suspense.ts'

const row = z.strictObject({
  paymentId: id,
  status: z.enum(['recorded', 'repeated', 'suspended', 'refused']).meta({
    description: '`suspended`: the money fits no bill and is held in suspense, for the reason given',
  }),
  code: z.string().optional(),
  reason: z.string().optional(),
  reasonZh: z.string().optional(),
  figures: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})

const refusals = { ...table, ...doorRefusals.table }

const rowOf = (paymentId: string, outcome: PaymentOutcome): z.output<typeof row> => {
  if (!('refusal' in outcome)) return { paymentId, status: outcome.status }
  const { status, refusal } = outcome
  const { code, reason, figures } = refusal
  const reasonZh = refusalText(refusals, refusal, 'zh').reason
  return { paymentId, status, code, reason, reasonZh, ...(figures ? { figures } : {}) }
}

const recordOperation = (effects: Pick<Effects, 'store' | 'policy'>): Operation =>
  defineOperation({
    method: 'POST',
    path: '/v1/contribution/payments',
    summary:
      'Records payments and refunds on bills; each row is answered for itself. Money that fits no bill is held in suspense.',
    scopes: ['tax'],
    owner: { whose: 'caller' },
    // Each row is answered for itself.
    days: 'itself',
    body: z.strictObject({ payments: z.array(reportedPayment).min(1).max(100) }),
    answer: z.strictObject({ rows: z.array(row) }),
    refusals: [
      'contribution.bill-unknown',
      'contribution.nothing-due',
      'contribution.other-fund',
      'contribution.overpaid',
      'contribution.refund-above-paid',
      'contribution.more-back-than-came',
      'contribution.refund-before-payment',
      'contribution.reverses-unknown',
      'contribution.reversed-above-line',
      'contribution.paid-in-future',
      'contribution.paid-too-early',
      'contribution.payment-differs',
      'caller.other-division',
      'policy.missing',
    ],
    changes: ({ body }, { rows }) => {
      const standing = body.payments.filter((_, index) => rows[index]?.status !== 'refused')
      return [
        ...new Set(
          standing.map(({ billId, paymentId }) => {
            const isHeld = rows.some((each) => each.paymentId === paymentId && each.status === 'suspended')
            return isHeld ? `/v1/contribution/payments/${paymentId}` : `/v1/contribution/bills/${billId}`
          }),
        ),
      ]
    },
    handle: async ({ body: { payments }, today, caller: { division }, reaches }) => {
      const days = businessDays(effects.policy(), today)
      const keptFrom = keptOut({ division, reaches })
      const report = { today, days, keptFrom, isAnswered: true, division }
      const outcomes = await recordReported(payments, report, effects)
      return accept({
        rows: outcomes.map((outcome, index) => rowOf(payments[index]?.paymentId ?? '', outcome)),
      })
    },
  })

/** Payments as the tax authority and the finance bureaus report them, what became of them, and money in suspense. */
export const paymentRoutes = (effects: Pick<Effects, 'store' | 'policy'>): Operation[] => [
  recordOperation(effects),
  ...dayRoutes(effects),
  ...suspenseRoutes(effects),
]
