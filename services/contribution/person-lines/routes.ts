import * as z from 'zod'
import { yearOf } from '#shared/calendar/day.ts'
import { payer, treasuryTrail } from '#shared/contracts/contribution.ts'
import { amount, city, day, id, month, scheme, signedAmount } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { must } from '#shared/kernel/errors.ts'
import { billKinds, billStatuses, chargeKinds } from '../bill/rules/bill.ts'
import { coverageId, coverages } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import { cursor } from '../paging.ts'
import { refusal } from '../refusals.ts'
import { citiesOf, readLines } from './read-lines.ts'
import { lineStates } from './rules/person-line.ts'

const state = z.enum(lineStates)

const line = z.strictObject({
  belongsTo: month.meta({ description: 'the month it belongs to (费款所属期)' }),
  from: month.meta({ description: 'the first month covered (对应期起)' }),
  to: month.meta({ description: 'the last month covered (对应期止)' }),
  kind: z.enum(billKinds),
  charge: z.enum(chargeKinds),
  state: state.meta({ description: 'it counts, it was taken back, or it takes another back' }),
  status: z.enum(billStatuses),
  amount: signedAmount.meta({ description: 'Fen of this person, of all payers' }),
  account: signedAmount.meta({ description: 'Fen of it that go to their account' }),
  base: amount.optional(),
  ...{ scheme, city },
  employerId: id.optional(),
  billId: id,
  of: id.optional().meta({ description: 'the bill that it corrects or takes back' }),
  completedOn: day.optional(),
  money: z
    .array(
      z.strictObject({
        ...{ paymentId: id, payer, amount: signedAmount, paidOn: day, state },
        reverses: id.optional().meta({ description: 'the payment that it takes back' }),
        fromAccount: z
          .literal(true)
          .optional()
          .meta({ description: 'a relative’s personal account paid it' }),
        treasury: treasuryTrail.optional(),
      }),
    )
    .meta({ description: 'what came on the bill; of an employer’s, for all whom it names' }),
})

const place = /^\d{4}$/

/** The contributions of one person, of whichever kind, year by year. */
export const personLineRoutes = ({ store }: Pick<Effects, 'store'>): Operation[] => [
  defineOperation({
    method: 'GET',
    path: '/v1/contribution/persons/{personId}/lines',
    summary:
      'All contributions of a person in one list: months and their back pay, differences and refunds, residents’ years with repairs, lump sums and large-sum premiums, each with its three periods, how it stands, and what was paid on it with the treasury’s papers. A page is a year, the newest first. A city sees those that are its own.',
    scopes: ['province', 'city', 'tax', 'auditor'],
    params: z.strictObject({ personId: id }),
    query: z.strictObject({ cursor }),
    owner: {
      whose: 'recorded',
      as: 'the cities that have covered the person',
      unknown: ({ params: { personId } }) =>
        refusal('contribution.nobody-covered', { field: 'personId', figures: { personId } }),
      find: async ({ params: { personId } }) => {
        const found = (await coverages.read(store, coverageId(personId)))?.person
        return found && { parties: { cities: citiesOf(found) }, found }
      },
    },
    answer: z.strictObject({ personId: id, lines: z.array(line), cursor }),
    refusals: ['contribution.nobody-covered', 'cursor.unreadable'],
    persons: ({ params: { personId } }) => [personId],
    handle: async ({ params: { personId }, query, found, today, reaches }) => {
      // Residents pay in the year before.
      const { cursor: from = String(yearOf(today) + 1) } = query
      must(place.test(from), 'cursor.unreadable', 'a cursor names no year')
      const { lines, next } = await readLines(found, Number(from), { store })
      return accept({
        personId,
        lines: lines
          .filter(({ city }) => reaches({ cities: [city] }))
          .map((each) => ({ ...each, money: [...each.money] })),
        ...(next === undefined ? {} : { cursor: String(next) }),
      })
    },
  }),
]
