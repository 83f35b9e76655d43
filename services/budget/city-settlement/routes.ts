import * as z from 'zod'
import { day, id, month, scheme, signature, signedAmount, why } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { fundFields } from '../ledger/fields.ts'
import { cursorField, fundOwner, pageOf, readers } from '../ledger/fund-operations.ts'
import { refuse } from '../refusals.ts'
import type { CitySettlement } from './rules/city-settlement.ts'
import { settlementIdOf } from './rules/city-settlement.ts'
import { sharesOf } from './rules/net-cities.ts'
import { approveCities, proposeCities, rejectCities } from './settle-cities.ts'
import { cityShares, findSettlement, pageShares, readSettlements } from './store.ts'

const path = '/v1/budget/city-settlements'
const province = { whose: 'province' } as const

const debt = z.strictObject({ from: z.string(), to: z.string(), amount: signedAmount })
const share = z.strictObject({
  city: z.string(),
  owes: signedAmount,
  isOwed: signedAmount,
  /** What it is paid; negative: what it remits. */
  net: signedAmount,
})

const settlement = z.strictObject({
  settlementId: id,
  scheme,
  number: z.int(),
  month,
  status: z.enum(['proposed', 'approved', 'rejected']),
  debts: z.array(debt),
  shares: z.array(share),
  through: z.array(z.strictObject({ city: z.string(), month })),
  proposed: signature,
  approved: signature.optional(),
  dueOn: day.optional(),
  rejected: signature.extend({ reason: z.string() }).optional(),
})

const shown = (of: CitySettlement): z.output<typeof settlement> =>
  settlement.parse({
    settlementId: settlementIdOf(of),
    ...{ scheme: of.scheme, number: of.number, month: of.month, status: of.status },
    ...{ debts: of.debts, shares: sharesOf(of.debts), through: of.through, proposed: of.proposed },
    ...(of.status === 'approved' ? { approved: of.approved, dueOn: of.dueOn } : {}),
    ...(of.status === 'rejected' ? { rejected: of.rejected } : {}),
  })

const bookedShare = share.extend({
  scheme,
  month,
  settlementId: id,
  entryId: z.string(),
  orderId: z.string().optional(),
})
const params = z.strictObject({ scheme, month })
const recordOf = (name: { readonly scheme: string; readonly month: string }) =>
  `${path}/${name.scheme}/${name.month}`

/** What cities owe each other for care elsewhere, settled month by month through the province. */
export const citySettlementRoutes = (effects: Effects): Operation[] => [
  defineOperation({
    method: 'POST',
    path,
    summary:
      "Proposes to settle what cities' closed months up to one owe each other for care elsewhere, less what was settled before.",
    scopes: ['province'],
    owner: province,
    body: z.strictObject({ scheme, month, on: day }),
    status: 201,
    answer: settlement,
    refusals: [
      'city-settlement.month-not-over',
      'city-settlement.earlier-open',
      'city-settlement.later-settled',
      'city-settlement.nothing-owed',
    ],
    changes: ({ body }) => [recordOf(body)],
    handle: async ({ body: { on, ...name }, by }) => {
      const proposed = await proposeCities(name, { by: by.subject, on }, effects)
      return proposed.status === 'refused' ? proposed : accept(shown(proposed.value))
    },
  }),
  defineOperation({
    method: 'POST',
    path: `${path}/{scheme}/{month}/approval`,
    summary:
      'Approves a settlement between cities, which books it everywhere: payers are ordered to remit, others are paid as it comes in.',
    scopes: ['province'],
    params,
    owner: province,
    body: z.strictObject({ on: day }),
    status: 202,
    answer: z.strictObject({ runId: id }),
    refusals: [
      'city-settlement.unknown',
      'city-settlement.same-person',
      'city-settlement.rejected',
      'city-settlement.before-proposed',
      'run.other-parameters',
      'policy.missing',
    ],
    changes: ({ params: name }) => [recordOf(name)],
    hand: async (_, { params: name }) => {
      const found = await findSettlement(effects.store, name)
      return found?.status === 'approved' ? found.approved : undefined
    },
    handle: ({ params: name, body: { on }, by }) => approveCities(name, { by: by.subject, on }, effects),
  }),
  defineOperation({
    method: 'POST',
    path: `${path}/{scheme}/{month}/rejection`,
    summary: 'Rejects a proposed settlement between cities, with a reason; another can then be proposed.',
    scopes: ['province'],
    params,
    owner: province,
    body: z.strictObject({ on: day, reason: why }),
    answer: settlement,
    refusals: ['city-settlement.unknown', 'city-settlement.approved'],
    changes: ({ params: name }) => [recordOf(name)],
    hand: ({ rejected }) => rejected,
    handle: async ({ params: name, body, by }) => {
      const rejected = await rejectCities(name, { ...body, by: by.subject }, effects)
      return rejected.status === 'refused' ? rejected : accept(shown(rejected.value))
    },
  }),
  defineOperation({
    method: 'GET',
    path,
    summary: 'The settlements between cities of a scheme, in order.',
    scopes: ['province', 'auditor'],
    owner: province,
    query: z.strictObject({ scheme }),
    answer: z.strictObject({ settlements: z.array(settlement) }),
    refusals: [],
    handle: async ({ query }) => {
      const found = await readSettlements(effects.store, query.scheme)
      return accept({ settlements: found.map(shown) })
    },
  }),
  defineOperation({
    method: 'GET',
    path: `${path}/{scheme}/{month}`,
    summary: 'A settlement between cities as it was booked: what each owed, is owed, remits or is paid.',
    scopes: ['province', 'auditor'],
    params,
    owner: province,
    query: z.strictObject(cursorField),
    answer: z.strictObject({ settlement, booked: z.array(bookedShare), ...cursorField }),
    refusals: ['city-settlement.unknown', 'cursor.unreadable'],
    handle: async ({ params: name, query: { cursor } }) => {
      const found = await findSettlement(effects.store, name)
      if (!found) return refuse('city-settlement.unknown', { field: 'month', figures: name })
      const { records, ...page } = await pageShares(effects.store, name, pageOf(cursor))
      const booked = records.map((each) => z.object(bookedShare.shape).parse(each))
      return accept({ settlement: shown(found), booked, ...page })
    },
  }),
  defineOperation({
    method: 'GET',
    path: '/v1/budget/city-shares/{city}/{scheme}/{month}',
    summary: "A city's own share of a settlement between cities, as it was booked.",
    scopes: readers,
    params: z.object({ ...fundFields, month }),
    owner: fundOwner('params'),
    answer: bookedShare,
    refusals: ['city-settlement.unknown'],
    handle: async ({ params: name }) => {
      const found = await cityShares.read(effects.store, name)
      return found
        ? accept(z.object(bookedShare.shape).parse(found))
        : refuse('city-settlement.unknown', {
            field: 'month',
            figures: { month: name.month, scheme: name.scheme },
          })
    },
  }),
]
