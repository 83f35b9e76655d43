import * as z from 'zod'
import { amount, city, id } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { savePayroll } from './save-payroll.ts'

const lines = z
  .array(z.strictObject({ personId: id, monthlyWage: amount.max(1_000_000_000) }))
  .min(1)
  .max(4_000)
  .refine(
    (all) => new Set(all.map(({ personId }) => personId)).size === all.length,
    'a person is there twice',
  )

/** The employers' wage lists. */
export const payrollRoutes = (effects: Pick<Effects, 'store'>): Operation[] => [
  defineOperation({
    method: 'PUT',
    path: '/v1/contribution/employers/{employerId}/payroll',
    summary: "Replaces an employer's wage list; the next billing run takes it.",
    scopes: ['province', 'city', 'feed'],
    params: z.strictObject({ employerId: id }),
    owner: { whose: 'named', parties: ({ body }) => ({ cities: [body.city] }) },
    body: z.strictObject({ city, lines }),
    answer: z.strictObject({ employerId: id, lines: z.int() }),
    refusals: ['contribution.employer-elsewhere'],
    handle: async ({ params: { employerId }, body, commandId }) => {
      const saved = await savePayroll({ employerId, ...body }, commandId, effects)
      return saved.status === 'refused' ? saved : accept({ employerId, lines: body.lines.length })
    },
  }),
]
