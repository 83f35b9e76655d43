import * as z from 'zod'
import { amount, city, day, id, why } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'
import { partingsIn } from '../keys.ts'
import { refusal, refuse } from '../refusals.ts'
import type { PartingEffects } from './effects.ts'
import { followParting } from './follow.ts'
import type { FollowedParting } from './rules/followed.ts'
import { partingStates, stateOf } from './rules/followed.ts'
import { followedPartings } from './store.ts'

const path = '/v1/settlement/partings'
const params = z.strictObject({ partingId: id })
const division = z.union([city, z.literal(provinceCode)])

const answer = z.strictObject({
  partingId: id,
  division,
  state: z.enum(partingStates).meta({ description: 'open: something of it waits still' }),
  fromPerson: id.meta({ description: 'the number that was the record' }),
  toPerson: id,
  partedOn: day,
  claims: z.array(
    z.strictObject({
      claimId: id,
      movedAs: id.optional().meta({ description: 'the claim of the other number in its place' }),
      isReversed: z.literal(true).optional().meta({ description: 'its institution had reversed it' }),
      waitsFor: z
        .string()
        .optional()
        .meta({ description: 'why it could not go over yet: a code of the refusals' }),
    }),
  ),
  account: amount.meta({ description: 'what of the personal account is the other’s' }),
  accountMoved: z.boolean(),
  accountWaitsFor: z.string().optional(),
  registrations: z
    .array(id)
    .meta({ description: 'what is registered for claims and is the other’s, by name' }),
  registrationsMoved: z.boolean(),
  registrationsWaitFor: z.string().optional(),
  allowances: z.array(
    z.strictObject({
      benefitId: id,
      isMoved: z.literal(true).optional(),
      waitsFor: z.string().optional(),
    }),
  ),
})

const show = (parting: FollowedParting): z.output<typeof answer> => {
  const { partingId, division: of, stays, goes, partedOn, claims, account } = parting
  const { accountMoved, accountWaitsFor, registrationsMoved, registrationsWaitFor } = parting
  const { registrations = [], allowances = [] } = parting
  return {
    ...{ partingId, division: of as z.output<typeof division>, state: stateOf(parting) },
    ...{ fromPerson: stays, toPerson: goes, partedOn },
    claims: claims.map((claim) => ({ ...claim })),
    ...{ account, accountMoved: accountMoved === true },
    ...(accountWaitsFor === undefined ? {} : { accountWaitsFor }),
    ...{ registrations: [...registrations], registrationsMoved: registrationsMoved === true },
    ...(registrationsWaitFor === undefined ? {} : { registrationsWaitFor }),
    allowances: allowances.map((each) => ({ ...each })),
  }
}

const partiesOf = (of: string) => ({ cities: of === provinceCode ? [] : [of] })
const personsIn = ({ fromPerson, toPerson }: z.output<typeof answer>): string[] => [fromPerson, toPerson]

const ofParting = (effects: PartingEffects) =>
  ({
    whose: 'recorded',
    as: 'the city of both persons, or the province',
    unknown: () => refusal('parting.unknown', { field: 'partingId' }),
    find: async ({ params: { partingId } }: { readonly params: z.output<typeof params> }) => {
      const found = await followedPartings.read(effects.store, { partingId })
      return found && { parties: partiesOf(found.division), found }
    },
  }) as const

const mostListed = 20

/** Claims and accounts that follow the parting of a record that was two persons. */
export const partingRoutes = (effects: PartingEffects): Operation[] => [
  defineOperation({
    method: 'GET',
    path,
    summary:
      'Partings of records that were two persons, by whether claims and account followed; the oldest first.',
    scopes: ['province', 'city', 'auditor'],
    owner: { whose: 'named', parties: ({ query }) => partiesOf(query.division) },
    query: z.strictObject({
      division,
      state: z.enum(partingStates).default('open'),
      cursor: z.string().min(1).max(2_000).optional(),
    }),
    answer: z.strictObject({ partings: z.array(answer), cursor: z.string().optional() }),
    refusals: ['cursor.unreadable'],
    persons: (_, { partings }) => partings.flatMap(personsIn),
    handle: async ({ query }) => {
      const { store } = effects
      const { items, cursor } = await store.page({
        ...{ index: 'gsi1', pk: partingsIn(query.division, query.state), limit: mostListed },
        ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
      })
      const stored = await store.getMany(items.map(({ pk, sk }) => ({ pk, sk })))
      const found = stored.flatMap((item) => (item ? [followedPartings.from(item)] : []))
      return accept({
        partings: found.filter((each) => stateOf(each) === query.state).map(show),
        ...(cursor === undefined ? {} : { cursor }),
      })
    },
  }),
  defineOperation({
    method: 'GET',
    path: `${path}/{partingId}`,
    summary: 'How far claims and account followed a parting, claim by claim.',
    scopes: ['province', 'city', 'auditor'],
    params,
    owner: ofParting(effects),
    answer,
    refusals: ['parting.unknown'],
    persons: (_, shown) => personsIn(shown),
    handle: async ({ found }) => accept(show(found)),
  }),
  defineOperation({
    method: 'POST',
    path: `${path}/{partingId}/follow`,
    summary:
      'Tries again what could not follow a parting yet: the entitlement of the other number, or money on the account, may be there by now.',
    scopes: ['province', 'city'],
    params,
    owner: ofParting(effects),
    body: z.strictObject({ reason: why.meta({ description: 'what was mended, or came since' }) }),
    answer,
    refusals: ['parting.unknown'],
    changes: ({ params: { partingId } }) => [`${path}/${partingId}`],
    handle: async ({ params: { partingId }, today }) => {
      const followed = await followParting(partingId, today, effects)
      return followed ? accept(show(followed)) : refuse('parting.unknown', { field: 'partingId' })
    },
  }),
]
