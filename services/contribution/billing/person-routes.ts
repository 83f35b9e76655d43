import * as z from 'zod'
import { amount, city, day, id, month, signedAmount, yearInText } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Bill } from '../bill/rules/bill.ts'
import { belongsToOf, billStatuses, chargeKinds, chargeOf } from '../bill/rules/bill.ts'
import { readBills } from '../bill/store.ts'
import type { Effects } from '../effects.ts'
import { refusal } from '../refusals.ts'
import { billedYears } from './store.ts'

const line = z.strictObject({
  billId: id,
  charge: z.enum(chargeKinds),
  belongsTo: month.meta({ description: 'the month it belongs to (费款所属期)' }),
  from: month.meta({ description: 'the first month covered (对应期起)' }),
  to: month.meta({ description: 'the last month covered (对应期止)' }),
  city,
  employerId: id.optional(),
  base: amount,
  pooled: signedAmount.optional(),
  account: signedAmount,
  of: id.optional().meta({ description: 'the bill whose month it corrects' }),
  status: z.enum(billStatuses),
  completedOn: day.optional(),
})

const linesOf = (bill: Bill, personId: string): z.output<typeof line>[] =>
  bill.persons
    .filter((each) => each.personId === personId)
    .map(({ base = 0, pooled, account, of }) => ({
      ...{ billId: bill.billId, charge: chargeOf(bill), belongsTo: belongsToOf(bill) },
      ...{ from: bill.from, to: bill.to, city: bill.city, base, account, status: bill.status },
      ...(bill.employerId === undefined ? {} : { employerId: bill.employerId }),
      ...(pooled === undefined ? {} : { pooled }),
      ...(of === undefined ? {} : { of }),
      ...(bill.completedOn === undefined ? {} : { completedOn: bill.completedOn }),
    }))

/** The contributions of one person, month by month. */
export const personRoutes = ({ store }: Pick<Effects, 'store'>): Operation[] => [
  defineOperation({
    method: 'GET',
    path: '/v1/contribution/persons/{personId}/months/{year}',
    summary:
      "An employee's contributions of a year, line by line: each month as it was billed, and its back pay, differences and refunds. A city sees those that are its own.",
    scopes: ['province', 'city', 'tax', 'auditor'],
    params: z.strictObject({ personId: id, year: yearInText }),
    owner: {
      whose: 'recorded',
      as: 'the cities in which the months are billed',
      unknown: ({ params: { personId } }) =>
        refusal('contribution.no-months', { field: 'personId', figures: { personId } }),
      find: async ({ params }) => {
        const found = await billedYears.read(store, params)
        const cities = Object.values(found?.months ?? {}).map((each) => each.city)
        return found && { parties: { cities }, found }
      },
    },
    answer: z.strictObject({ personId: id, lines: z.array(line) }),
    refusals: ['contribution.no-months'],
    persons: ({ params: { personId } }) => [personId],
    handle: async ({ params: { personId }, found, reaches }) => {
      const own = Object.values(found.months).filter((each) => reaches({ cities: [each.city] }))
      const billIds = own.flatMap(({ billId, corrections = [] }) => [billId, ...corrections])
      const bills = await readBills(store, [...new Set(billIds)])
      const lines = bills.flatMap((each) => (each ? linesOf(each.bill, personId) : []))
      return accept({
        personId,
        lines: lines.sort((a, b) =>
          `${a.from} ${a.belongsTo} ${a.billId}` < `${b.from} ${b.belongsTo} ${b.billId}` ? -1 : 1,
        ),
      })
    },
  }),
]
