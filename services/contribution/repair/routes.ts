import * as z from 'zod'
import { amount, city, day, fundYear, id } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { residentBillId, totalDue } from '../bill/rules/bill.ts'
import type { Effects } from '../effects.ts'
import { billRepair } from './bill-repair.ts'

/** Missed years that residents pay for after all. */
export const repairRoutes = (effects: Pick<Effects, 'store' | 'policy'>): Operation[] => [
  defineOperation({
    method: 'POST',
    path: '/v1/contribution/repairs',
    summary:
      'Bills a missed year to somebody who is a resident now, also when they were not covered in it: at the individual standard of the year in which they pay, without subsidy and medical aid. A bill of that year of which nothing was paid is replaced.',
    scopes: ['province', 'city'],
    owner: { whose: 'named', parties: ({ body }) => ({ cities: [body.city] }) },
    body: z.strictObject({
      city,
      personId: id,
      year: fundYear.meta({ description: 'the year that was missed, which is over' }),
    }),
    status: 201,
    answer: z.strictObject({ billId: id, city, amountFen: amount, dueOn: day, replaces: id.optional() }),
    refusals: [
      'contribution.not-a-resident',
      'contribution.billed-already',
      'repair.year-not-over',
      'repair.year-too-early',
      'repair.not-born',
      'repair.employee',
      'policy.missing',
    ],
    persons: ({ body: { personId } }) => [personId],
    changes: (_, { billId, replaces }) =>
      [billId, ...(replaces === undefined ? [] : [replaces])].map((each) => `/v1/contribution/bills/${each}`),
    handle: async ({ body, commandId, today }) => {
      const decision = await billRepair({ ...body, commandId, on: today }, effects)
      if (decision.status === 'refused') return decision
      const bill = decision.value
      const { billId, dueOn } = bill
      const of = residentBillId(body.personId, body.year)
      return accept({
        ...{ billId, city: bill.city, amountFen: totalDue(bill), dueOn },
        ...(billId === of ? {} : { replaces: of }),
      })
    },
  }),
]
