import * as z from 'zod'
import { amount, city, day, id, positiveAmount } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { totalDue } from '../bill/rules/bill.ts'
import type { Effects } from '../effects.ts'
import { issueLumpSum } from './issue-lump-sum.ts'

/** As many months as any city asks for, and then some: no retirement is bought from nothing. */
const mostMonths = 360

/** Lump sums at retirement. */
export const lumpSumRoutes = (effects: Pick<Effects, 'store' | 'policy'>): Operation[] => [
  defineOperation({
    method: 'POST',
    path: '/v1/contribution/lump-sums',
    summary:
      'Bills the missing months of somebody who retires, on their base at retirement; once it is paid, the months are theirs.',
    scopes: ['province', 'city'],
    owner: { whose: 'named', parties: ({ body }) => ({ cities: [body.city] }) },
    body: z.strictObject({
      city,
      personId: id,
      retiresOn: day.meta({ description: 'the day of retirement, which has come: its base and rate hold' }),
      months: z.int().min(1).max(mostMonths),
      baseFen: positiveAmount.optional().meta({
        description: 'the base of the last month, where no month of theirs is billed here',
      }),
    }),
    status: 201,
    answer: z.strictObject({
      billId: id,
      base: amount,
      rate: z.string().meta({ description: 'a share of the base' }),
      months: z.int(),
      due: amount,
      dueOn: day,
    }),
    refusals: [
      'contribution.not-an-employee',
      'contribution.base-unknown',
      'contribution.retirement-ahead',
      'contribution.lump-sum-waits',
      'policy.missing',
    ],
    changes: (_, { billId }) => [`/v1/contribution/bills/${billId}`],
    handle: async ({ body: { baseFen, ...body }, today, commandId }) => {
      const issued = await issueLumpSum({ ...body, base: baseFen, on: today, commandId }, effects)
      if (issued.status === 'refused') return issued
      const { billId, dueOn, bought, persons } = issued.value
      const { months = 0, rate = '0' } = bought ?? {}
      return accept({ billId, base: persons[0]?.base ?? 0, rate, months, due: totalDue(issued.value), dueOn })
    },
  }),
]
