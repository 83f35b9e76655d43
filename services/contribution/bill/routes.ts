import * as z from 'zod'
import { payer } from '#shared/contracts/contribution.ts'
import {
  aid,
  amount,
  city,
  day,
  fundYear,
  id,
  month,
  scheme,
  signedAmount,
} from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { atOnce, cursor, pageFrom } from '../paging.ts'
import { billOwner } from './bill-owner.ts'
import type { Bill } from './rules/bill.ts'
import {
  belongsToOf,
  billKinds,
  billStatuses,
  chargeKinds,
  chargeOf,
  dueAmount,
  takenOffOf,
  totalDue,
  totalOpen,
  totalPaid,
} from './rules/bill.ts'
import { lateFeeOf } from './rules/late-fee.ts'
import { pageOfBills, readBill } from './store.ts'

/** What is shown of every bill: its fields, not the payments on it. */
const figures = z.object({
  billId: id,
  kind: z.enum(billKinds),
  status: z.enum(billStatuses),
  scheme,
  city,
  fundYear,
  charge: z.enum(chargeKinds).meta({
    description:
      'normal, back pay of a month that was missed, a difference by another base or rate, or a refund of what was billed too much',
  }),
  belongsTo: month.meta({ description: 'the month the bill and its lines belong to (费款所属期)' }),
  from: month.meta({ description: 'the first month covered (对应期起)' }),
  to: month.meta({ description: 'the last month covered (对应期止)' }),
  issuedOn: day,
  dueOn: day,
  employerId: id.optional(),
  dues: z.array(
    z.strictObject({
      payer,
      amount: signedAmount,
      pooled: signedAmount,
      account: signedAmount,
      maternity: signedAmount
        .optional()
        .meta({ description: 'Fen of the pooled part that are for maternity' }),
      paid: signedAmount,
      takenOff: signedAmount.optional().meta({ description: 'Fen of it written off or waived' }),
    }),
  ),
  due: signedAmount.meta({
    description: 'Fen; negative on the bill of a statement that gives subsidies back',
  }),
  paid: signedAmount,
  bought: z
    .strictObject({ months: z.int(), rate: z.string(), lumpSumId: id.optional() })
    .optional()
    .meta({ description: 'of a lump sum: the months it buys, and the rate of the base' }),
  open: signedAmount.meta({ description: 'Fen in arrears: due, less what was paid, written off and waived' }),
  feeOf: id.optional().meta({ description: 'the bill that this late fee is on' }),
  feeDays: z.strictObject({ after: day, through: day }).optional(),
  repairedBy: id.optional().meta({ description: 'the bill by which this year was paid for after all' }),
  feeFrom: day.optional().meta({
    description: 'of back pay: the due day of the month covered, after which the late fee runs',
  }),
  aidFunded: amount.optional(),
  aid: aid.optional().meta({ description: 'the category by which medical aid pays a part' }),
  county: z
    .string()
    .optional()
    .meta({ description: 'by whose standard it was reckoned, where a city’s differ by county' }),
  headcount: z.int().min(0),
  completedOn: day.optional(),
  withdrawnOn: day.optional().meta({ description: 'the day of the refund that left it short' }),
  statementId: id.optional(),
})

const listed = figures.extend({
  personId: id.optional().meta({ description: 'whose bill it is, where no employer pays it' }),
})

const whole = figures.extend({
  persons: z
    .array(
      z.strictObject({
        personId: id,
        account: signedAmount,
        base: amount.optional(),
        pooled: signedAmount.optional(),
        maternity: signedAmount.optional(),
        baseBefore: amount.optional(),
        of: id.optional().meta({ description: 'the bill whose month this line corrects' }),
      }),
    )
    .max(atOnce),
  cursor,
  lateFee: z
    .strictObject({ asOf: day, days: z.int(), arrears: signedAmount, amount, billed: signedAmount })
    .optional()
    .meta({ description: 'on what is still open; `billed`: what was billed of late fees so far' }),
})

/** What a lump sum buys; how it was rounded is the city's figure of the day. */
const boughtOf = ({ bought }: Bill) => {
  if (!bought) return {}
  const { rounding: _, ...shown } = bought
  return { bought: shown }
}

const figuresOf = (bill: Bill): z.output<typeof figures> =>
  figures.parse({
    ...bill,
    ...boughtOf(bill),
    charge: chargeOf(bill),
    belongsTo: belongsToOf(bill),
    dues: bill.dues.map((due) => {
      const takenOff = takenOffOf(bill, due.payer)
      const figure = { amount: dueAmount(due), paid: bill.paid[due.payer] ?? 0 }
      return { ...due, ...figure, ...(takenOff === 0 ? {} : { takenOff }) }
    }),
    due: totalDue(bill),
    paid: totalPaid(bill),
    open: totalOpen(bill),
    headcount: bill.persons.length,
  })

const listedOf = (bill: Bill): z.output<typeof listed> => {
  const [first] = bill.persons
  const isOwn = bill.employerId === undefined && first !== undefined
  return { ...figuresOf(bill), ...(isOwn ? { personId: first.personId } : {}) }
}

const personsOf = ({ persons }: Bill, from: number) => ({
  persons: persons.slice(from, from + atOnce),
  ...(from + atOnce < persons.length ? { cursor: String(from + atOnce) } : {}),
})

/** Bills: one with its late fee as of a day, or a city's page by page. */
export const billRoutes = ({ store, policy }: Pick<Effects, 'store' | 'policy'>): Operation[] => [
  defineOperation({
    method: 'GET',
    path: '/v1/contribution/bills/{billId}',
    summary:
      'A bill with what each payer owes and has paid, and the late fee as of a day if one is given; its persons come a hundred at a time.',
    scopes: ['province', 'city', 'tax', 'auditor'],
    params: z.strictObject({ billId: id }),
    owner: billOwner(async (billId) => (await readBill(store, billId))?.bill),
    query: z.strictObject({ asOf: day.optional(), cursor }),
    answer: whole,
    refusals: ['contribution.bill-unknown', 'cursor.unreadable', 'policy.missing'],
    persons: (_, { persons }) => persons.map(({ personId }) => personId),
    handle: async ({ found, query: { asOf, cursor: from = '0' } }) =>
      accept({
        ...figuresOf(found),
        ...personsOf(found, Number(from)),
        ...(asOf === undefined ? {} : { lateFee: lateFeeOf(found, asOf, policy()) }),
      }),
  }),
  defineOperation({
    method: 'GET',
    path: '/v1/contribution/bills',
    summary: "A city's bills, of one kind and period if given (a month for employers, else a year).",
    scopes: ['province', 'city', 'tax', 'auditor'],
    owner: { whose: 'named', parties: ({ query }) => ({ cities: [query.city] }) },
    query: z
      .strictObject({
        city,
        kind: z.enum(billKinds).optional(),
        period: z.union([month, z.string().regex(/^\d{4}$/)]).optional(),
        cursor,
      })
      .refine(({ kind, period }) => period === undefined || kind !== undefined, 'a period needs a kind'),
    answer: z.strictObject({ bills: z.array(listed).max(atOnce), cursor }),
    refusals: ['cursor.unreadable'],
    persons: (_, { bills }) => bills.flatMap(({ personId }) => personId ?? []),
    handle: async ({ query: { cursor: from, ...filter } }) => {
      const { records, ...next } = await pageOfBills(store, filter, pageFrom(from))
      return accept({ bills: records.map(({ bill }) => listedOf(bill)), ...next })
    },
  }),
]
