import * as z from 'zod'
import {
  mostPartedAllowances,
  mostPartedClaims,
  mostPartedRegistrations,
} from '#shared/contracts/enrollment.ts'
import { amount, day, id } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { decidedHand } from '#shared/kernel/second-hand.ts'
import { ofCoveringCity } from '../coverage/routes.ts'
import type { Effects } from '../effects.ts'
import { division } from '../likeness/likeness-answer.ts'
import { partiesOf } from '../likeness/routes.ts'
import { plainReason } from '../person/plain-reason.ts'
import { refusal } from '../refusals.ts'
import { pupils } from '../school/store.ts'
import { decideOnParting } from './decide.ts'
import {
  coverageItem,
  evidence,
  itemsAnswer,
  partingAnswer,
  paymentItem,
  showItems,
  showParting,
} from './parting-answer.ts'
import { proposeParting } from './propose.ts'
import { partingStates } from './rules/parting.ts'
import { donePartings, partingIndex, partings, waitingPartings } from './store.ts'

const path = '/v1/enrollment/partings'
const params = z.strictObject({ partingId: id })
type PartingRequest = { readonly params: z.output<typeof params> }

/** More than a record of eighty years has: months of employees, and years of residents. */
const mostSpells = 200
const mostPayments = 1_200

const ofParting = (effects: Effects) =>
  ({
    whose: 'recorded',
    as: 'the city of both persons, or the province',
    unknown: () => refusal('parting.unknown', { field: 'partingId' }),
    find: async ({ params: { partingId } }: PartingRequest) => {
      const found = await partings.read(effects.store, { partingId })
      return found && { parties: partiesOf(found.division), found }
    },
  }) as const

const personsIn = ({ fromPerson, toPerson }: z.output<typeof partingAnswer>): string[] => [
  fromPerson,
  toPerson,
]
const changesOfPersons = (answer: z.output<typeof partingAnswer>): string[] =>
  personsIn(answer).map((personId) => `/v1/enrollment/persons/${personId}`)

/** What may keep two from being parted as it is named. */
const ofItems = [
  'enrollment.person-unknown',
  'parting.same-number',
  'parting.is-another',
  'parting.item-not-named',
  'parting.item-unknown',
  'parting.not-of-both',
  'parting.leaves-nothing',
  'parting.months-proven',
  'parting.of-the-dead',
  'parting.to-the-dead',
  'parting.covered-twice',
  'parting.aided-twice',
  'parting.no-student',
]

const items = (effects: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path: '/v1/enrollment/persons/{personId}/items',
    summary: 'Every spell of coverage and every bill of a person: what a parting has to name, one by one.',
    scopes: ['province', 'city', 'auditor'],
    params: z.strictObject({ personId: id }),
    owner: ofCoveringCity(effects),
    answer: itemsAnswer,
    refusals: ['enrollment.person-unknown'],
    persons: ({ params: { personId } }) => [personId],
    handle: async ({ params: of, found }) => accept(showItems(found, await pupils.read(effects.store, of))),
  })

const propose = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path,
    summary:
      'Proposes that one record is two persons, with evidence: every spell and every bill is named by whose it is, and so is what else goes over: claims, money of the account, aid categories, the school, what is registered for claims, allowances. Nothing changes until another person approves it.',
    scopes: ['province', 'city'],
    owner: { whose: 'named', parties: ({ body }) => partiesOf(body.division) },
    body: z.strictObject({
      division,
      fromPerson: id.meta({ description: 'the number that is the record' }),
      toPerson: id.meta({
        description:
          'the other: one that had been made one with it, or one that was registered for the purpose',
      }),
      evidence,
      reason: plainReason,
      coverage: z.array(coverageItem).min(1).max(mostSpells),
      payments: z.array(paymentItem).max(mostPayments),
      claims: z
        .array(id)
        .max(mostPartedClaims)
        .default([])
        .meta({ description: 'claims of the record that are the other’s; all others stay' }),
      aids: z
        .array(day)
        .max(mostSpells)
        .default([])
        .meta({ description: 'the first days of the aid categories that are the other’s; all others stay' }),
      school: z
        .literal('goes')
        .optional()
        .meta({ description: 'whom the school enrolled is the other; absent: whoever the record is' }),
      registrations: z.array(id).max(mostPartedRegistrations).default([]).meta({
        description:
          'what is registered for claims and is the other’s: disease:CODE:DAY, filing:KIND:WHERE:DAY, contract:INSTITUTION:DAY, civil-servant',
      }),
      allowances: z
        .array(id)
        .max(mostPartedAllowances)
        .default([])
        .meta({ description: 'maternity allowances of the record that are the other’s' }),
      account: amount.default(0).meta({ description: 'what of the personal account is the other’s' }),
    }),
    status: 201,
    answer: partingAnswer,
    refusals: ['parting.other-division', ...ofItems],
    changes: (_, { partingId }) => [`${path}/${partingId}`],
    handle: async ({
      body: { fromPerson, toPerson, school, ...body },
      commandId,
      today,
      by: { subject, division: of },
    }) => {
      const proposed = { subject, division: of, on: today }
      const parting = await proposeParting(
        {
          ...body,
          ...(school === undefined ? {} : { school }),
          stays: fromPerson,
          goes: toPerson,
          proposed,
          commandId,
        },
        effects,
      )
      return parting.status === 'refused' ? parting : accept(showParting(parting.value))
    },
  })

const decided = ['parting.unknown', 'parting.decided', 'parting.same-person']

const approve = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path: `${path}/{partingId}/approval`,
    summary:
      'Approves a parting, by another than proposed it: both records are as it names them at once, and what goes over of claims and of the account follows.',
    scopes: ['province', 'city'],
    params,
    owner: ofParting(effects),
    answer: partingAnswer,
    refusals: [
      ...decided,
      'parting.report-waiting',
      'parting.changed-meanwhile',
      'likeness.same-person',
      ...ofItems,
      'policy.missing',
    ],
    changes: ({ params: { partingId } }, answer) => [`${path}/${partingId}`, ...changesOfPersons(answer)],
    hand: decidedHand,
    handle: async ({ params: { partingId }, commandId, today, by: { subject, division: of } }) => {
      const by = { subject, division: of, on: today, commandId }
      const parting = await decideOnParting(partingId, { as: 'approved', by }, effects)
      return parting.status === 'refused' ? parting : accept(showParting(parting.value))
    },
  })

const refuseParting = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path: `${path}/{partingId}/refusal`,
    summary: 'Refuses a parting with a reason; the record stays one. By another than proposed it.',
    scopes: ['province', 'city'],
    params,
    owner: ofParting(effects),
    body: z.strictObject({ reason: plainReason }),
    answer: partingAnswer,
    refusals: decided,
    changes: ({ params: { partingId } }) => [`${path}/${partingId}`],
    hand: decidedHand,
    handle: async ({ params: { partingId }, body, commandId, today, by: { subject, division: of } }) => {
      const by = { subject, division: of, on: today, commandId }
      const command = { as: 'refused', by, refusedFor: body.reason } as const
      const parting = await decideOnParting(partingId, command, effects)
      return parting.status === 'refused' ? parting : accept(showParting(parting.value))
    },
  })

const read = (effects: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path: `${path}/{partingId}`,
    summary: 'One record that was two persons: what of it is whose, and who decided.',
    scopes: ['province', 'city', 'auditor'],
    params,
    owner: ofParting(effects),
    answer: partingAnswer,
    refusals: ['parting.unknown'],
    persons: (_, answer) => personsIn(answer),
    handle: async ({ found }) => accept(showParting(found)),
  })

const mostListed = 20

const list = (effects: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path,
    summary:
      'The partings of a city, or of the province (340000): those that wait for a second hand, else those that were decided; the oldest first.',
    scopes: ['province', 'city', 'auditor'],
    owner: { whose: 'named', parties: ({ query }) => partiesOf(query.division) },
    query: z.strictObject({
      division,
      status: z.enum(partingStates).default('proposed'),
      cursor: z.string().min(1).max(2_000).optional(),
    }),
    answer: z.strictObject({ partings: z.array(partingAnswer), cursor: z.string().optional() }),
    refusals: ['cursor.unreadable'],
    persons: (_, { partings: shown }) => shown.flatMap(personsIn),
    handle: async ({ query }) => {
      const { store } = effects
      const of = query.status === 'proposed' ? waitingPartings : donePartings
      const { items: listed, cursor } = await store.page({
        ...{ index: partingIndex, pk: of(query.division), limit: mostListed },
        ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
      })
      // The index holds keys only, and a moment ago it may still have held what is decided by now.
      const stored = await store.getMany(listed.map(({ pk, sk }) => ({ pk, sk })))
      const found = stored.flatMap((item) => (item ? [partings.from(item)] : []))
      return accept({
        partings: found.filter(({ status }) => status === query.status).map(showParting),
        ...(cursor === undefined ? {} : { cursor }),
      })
    },
  })

/** One record that was two persons: parted by one hand and another, item by item. */
export const partingRoutes = (effects: Effects): Operation[] => [
  items(effects),
  propose(effects),
  approve(effects),
  refuseParting(effects),
  read(effects),
  list(effects),
]
