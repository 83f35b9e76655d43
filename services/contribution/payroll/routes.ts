import * as z from 'zod'
import { amount, city, id, positiveYuan } from '#shared/contracts/fields.ts'
import { fenOf, isSaidOnce } from '#shared/contracts/outside-amount.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { savePayroll } from './save-payroll.ts'

/** No wage is above ten million yuan a month. */
const mostFen = 1_000_000_000

const line = z
  .strictObject({
    personId: id,
    monthlyWageFen: amount.max(mostFen).optional(),
    monthlyWageYuan: positiveYuan.refine((yuan) => Number(yuan) <= mostFen / 100, 'too large').optional(),
  })
  .refine(
    ({ monthlyWageFen, monthlyWageYuan }) => isSaidOnce({ fen: monthlyWageFen, yuan: monthlyWageYuan }),
    'exactly one of monthlyWageFen and monthlyWageYuan',
  )

const wageOf = ({ personId, monthlyWageFen, monthlyWageYuan }: z.output<typeof line>) => ({
  personId,
  monthlyWage: fenOf({ fen: monthlyWageFen, yuan: monthlyWageYuan }),
})

const lines = z
  .array(line)
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
    scopes: ['province', 'city', 'tax'],
    params: z.strictObject({ employerId: id }),
    owner: { whose: 'named', parties: ({ body }) => ({ cities: [body.city] }) },
    body: z.strictObject({ city, lines }),
    answer: z.strictObject({ employerId: id, lines: z.int() }),
    refusals: ['contribution.employer-elsewhere'],
    handle: async ({ params: { employerId }, body, commandId }) => {
      const payroll = { employerId, city: body.city, lines: body.lines.map(wageOf) }
      const saved = await savePayroll(payroll, commandId, effects)
      return saved.status === 'refused' ? saved : accept({ employerId, lines: body.lines.length })
    },
  }),
]
