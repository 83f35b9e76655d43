import * as z from 'zod'
import { id } from '#shared/contracts/fields.ts'
import type { Operation, RequestParts } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Owner } from '#shared/edge/http/owner.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { ClaimEffects } from '../claim/effects.ts'
import { findInstitution } from '../claim/sender.ts'
import { refusal } from '../refusals.ts'
import type { GatewayEffects } from './gateway-caller.ts'
import { approveKey, endKey, makeKey } from './make-key.ts'
import type { GatewayKey } from './store.ts'

const path = '/v1/settlement/gateway-keys/{paasId}'
const paasId = z
  .string()
  .regex(/^[\w.-]{1,40}$/)
  .meta({ description: 'The name of the institution’s platform: what it sends as x-tif-paasid' })
const params = z.strictObject({ paasId })
const instant = z.iso.datetime()

const answer = z.strictObject({
  paasId,
  institution: id,
  city: z.string(),
  madeAt: instant,
  madeBy: z.string(),
  formerUntil: instant.optional().meta({ description: 'Until when the token before it holds' }),
  waits: z.literal(true).optional().meta({
    description: 'Its newest token signs nothing until another person than made it approves it',
  }),
  approvedBy: z.string().optional(),
  endedAt: instant.optional(),
})

const toAnswer = ({ paasId, institution, city, madeAt, madeBy, ...key }: GatewayKey) => ({
  ...{ paasId, institution, city, madeAt, madeBy },
  ...(key.former && !key.waits ? { formerUntil: key.former.until } : {}),
  ...(key.waits ? { waits: key.waits } : {}),
  ...(key.approved ? { approvedBy: key.approved.by } : {}),
  ...(key.endedAt === undefined ? {} : { endedAt: key.endedAt }),
})

type Effects = GatewayEffects & Pick<ClaimEffects, 'reference'>
type KeyRequest = RequestParts<z.output<typeof params>, unknown, unknown>

const ofKey = ({ gatewayKeys }: Effects): Owner<KeyRequest, GatewayKey> => ({
  whose: 'recorded',
  as: 'the city that the institution of the key stands in',
  unknown: () => refusal('gateway-key.unknown', { field: 'paasId' }),
  find: async ({ params }) => {
    const found = await gatewayKeys.find(params.paasId)
    return found && { parties: { cities: [found.city] }, found }
  },
})

const makeOperation = (effects: Effects): Operation =>
  defineOperation({
    method: 'PUT',
    path,
    summary:
      'Gives the platform of an institution a key to sign its calls with, or a new token in place of the one it has. The token is shown by this answer and never again. It signs nothing until another person approves the key; the one before it holds until then, and a day more.',
    scopes: ['city', 'province'],
    params,
    body: z.strictObject({ institution: id }),
    owner: {
      whose: 'recorded',
      as: 'the city that the institution stands in',
      unknown: () => refusal('institution.unknown', { field: 'institution' }),
      find: async ({ body }) => {
        const found = await findInstitution(body.institution, effects)
        return found && { parties: { cities: [found.city] }, found }
      },
    },
    answer: answer.extend({
      token: z.string().optional().meta({ description: 'Only where this very call made it' }),
    }),
    refusals: ['institution.unknown', 'gateway-key.other-institution'],
    // The door would keep the answer, and with it the token. The key itself keeps who made it, and by which command.
    once: 'itself',
    handle: async ({ params, body: { institution }, found, by, commandId }) => {
      const making = { ...params, institution, city: found.city, madeBy: by.subject, commandId }
      const made = await makeKey(making, effects)
      if (made.status === 'refused') return made
      const { key, token } = made.value
      return accept({ ...toAnswer(key), ...(token === undefined ? {} : { token }) })
    },
  })

/** The keys with which systems of institutions sign their calls. */
export const gatewayKeyOperations = (effects: Effects): Operation[] => [
  makeOperation(effects),
  defineOperation({
    method: 'GET',
    path,
    summary: 'The key of a platform, without its token.',
    scopes: ['city', 'province', 'auditor'],
    params,
    owner: ofKey(effects),
    answer,
    refusals: ['gateway-key.unknown'],
    handle: async ({ found }) => accept(toAnswer(found)),
  }),
  defineOperation({
    method: 'POST',
    path: `${path}/approval`,
    summary:
      'Puts the newest token of a platform in force, by another person than had it made: they asked the institution whether it is theirs.',
    scopes: ['city', 'province'],
    params,
    owner: ofKey(effects),
    answer,
    refusals: ['gateway-key.unknown', 'gateway-key.maker-is-approver'],
    hand: ({ approvedBy }) => (approvedBy === undefined ? undefined : { by: approvedBy }),
    handle: async ({ params, by }) => {
      const approved = await approveKey({ ...params, by: by.subject }, effects)
      return approved.status === 'refused' ? approved : accept(toAnswer(approved.value))
    },
  }),
  defineOperation({
    method: 'DELETE',
    path,
    summary: 'Ends the key of a platform: whatever it signs from now on is refused.',
    scopes: ['city', 'province'],
    params,
    owner: ofKey(effects),
    answer,
    refusals: ['gateway-key.unknown'],
    handle: async ({ params }) => {
      const ended = await endKey(params, effects)
      return ended.status === 'refused' ? ended : accept(toAnswer(ended.value))
    },
  }),
]
