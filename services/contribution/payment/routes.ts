import * as z from 'zod'
import { paymentMade } from '#shared/contracts/contribution.ts'
import { id } from '#shared/contracts/fields.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { effects } from '../effects.ts'
import { recordPayments } from './record-payments.ts'

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
      const outcomes = await recordPayments(body.payments, today, effects)
      const rows = outcomes.map((outcome, index) => {
        const row = { paymentId: body.payments[index]?.paymentId, status: outcome.status }
        if (outcome.status !== 'refused') return row
        const { code, reason, figures } = outcome.refusal
        return { ...row, code, reason, figures }
      })
      return { status: 200, body: { rows } }
    },
  }),
]
