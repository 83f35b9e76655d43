import * as z from 'zod'
import { daysBetween } from '#shared/calendar/day.ts'
import { city, day, id, scheme, signedAmount } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { atOnce, cursor, pageFrom } from '../paging.ts'
import { arrearsByAge } from './arrears-by-age.ts'
import { pageOfArrears } from './store.ts'

const debtor = id.optional().meta({
  description: 'an employer, or a flexible worker by their person id; all of the fund when absent',
})
const sums = { count: z.int().min(0), open: signedAmount }

/** What is in arrears: the list by debtor and age, and its sums by age. Residents are in neither: nobody enforces what they do not pay. */
export const arrearsRoutes = ({ store, policy }: Pick<Effects, 'store' | 'policy'>): Operation[] => [
  defineOperation({
    method: 'GET',
    path: '/v1/contribution/arrears',
    summary:
      'The open bills of a city and scheme, or of one debtor, by debtor and then the oldest first, each with its age. Residents’ bills are left out: `GET /v1/contribution/dues` lists them by year.',
    scopes: ['province', 'city', 'tax', 'auditor'],
    owner: { whose: 'named', parties: ({ query }) => ({ cities: [query.city] }) },
    query: z.strictObject({ city, scheme, debtor, cursor }),
    answer: z.strictObject({
      arrears: z
        .array(
          z.strictObject({
            billId: id,
            debtor: z.string().meta({ description: '`-`: governments, on a statement of subsidies' }),
            dueOn: day,
            ageDays: z.int().meta({ description: 'days overdue; negative: not due yet' }),
            open: signedAmount.meta({ description: 'Fen; below zero: to be given back' }),
          }),
        )
        .max(atOnce),
      cursor,
    }),
    refusals: ['cursor.unreadable'],
    persons: (_, { arrears }) =>
      arrears.flatMap(({ debtor: of, billId }) => (billId.startsWith('E-P-') ? [of] : [])),
    handle: async ({ query: { cursor: from, ...of }, today }) => {
      const { bills, ...next } = await pageOfArrears(store, of, pageFrom(from))
      return accept({
        arrears: bills.map((bill) => ({ ...bill, ageDays: daysBetween(bill.dueOn, today) })),
        ...next,
      })
    },
  }),
  defineOperation({
    method: 'GET',
    path: '/v1/contribution/arrears-by-age',
    summary:
      'What is in arrears of a city and scheme, or of one debtor, counted and added up by how long it is overdue on a day. Where there is more than one answer adds up, the sums of the answers after the cursor come on top.',
    scopes: ['province', 'city', 'tax', 'auditor'],
    owner: { whose: 'named', parties: ({ query }) => ({ cities: [query.city] }) },
    query: z.strictObject({ city, scheme, debtor, asOf: day.optional(), cursor }),
    answer: z.strictObject({
      asOf: day,
      notDue: z.strictObject(sums),
      bands: z.array(
        z.strictObject({ overDays: z.int(), upToDays: z.int().optional(), ...sums }).meta({
          description: 'overdue for more than `overDays` days and at most `upToDays`',
        }),
      ),
      toGiveBack: z
        .strictObject(sums)
        .meta({ description: 'bills that give something back; they lessen none of the sums above' }),
      cursor,
    }),
    refusals: ['cursor.unreadable', 'policy.missing'],
    handle: async ({ query: { cursor: from, asOf: asked, ...of }, today }) => {
      const asOf = asked ?? today
      const { bands, ...rest } = await arrearsByAge(store, { ...of, asOf }, policy(), from)
      return accept({ asOf, ...rest, bands: [...bands] })
    },
  }),
]
