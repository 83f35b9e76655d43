import * as z from 'zod'
import {
  city,
  day,
  id,
  positiveAmount,
  signature,
  amount as wholeAmount,
  why,
} from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { cityOfPerson } from '../family/routes.ts'
import type { PremiumEffects } from './pay-premium.ts'
import { grantPremium, payPremium, turnDownPremium } from './pay-premium.ts'
import type { FamilyPremium } from './rules/premium.ts'
import { premiumStates } from './rules/premium.ts'
import { pageOfPremiums, readPremium } from './store.ts'

const offices = ['province', 'city'] as const
const path = '/v1/settlement/persons/{personId}/family-premiums'
const person = z.strictObject({ personId: id })

const shown = z.strictObject({
  ...{ premiumId: id, owner: id, member: id, consentId: id, billId: id },
  city: city.meta({ description: 'whose employees’ fund leads the account' }),
  amount: positiveAmount,
  asked: signature.meta({ description: 'by whom, and the day on which the bill counts as paid' }),
  saidOn: day.optional().meta({ description: 'the day on which it was said' }),
  why: z.string().optional().meta({ description: 'why it counts from an earlier day than it was said on' }),
  approved: signature.optional(),
  rejected: signature.extend({ reason: z.string() }).optional(),
  state: z.enum(premiumStates).meta({
    description:
      'proposed: another officer approves the earlier day first; rejected: they did not; asked: it left the account, and the bill has not answered; paid: the bill took it; refused: the account has it back',
  }),
  paidOn: day.optional(),
  returned: wholeAmount.optional().meta({ description: 'fen: what was refunded since, to the account' }),
  refusedOn: day.optional(),
  reason: z.string().optional().meta({ description: 'why the bill did not take it: a code' }),
})
const premiumAnswer = (premium: FamilyPremium) => {
  if (premium.state !== 'paid') return shown.parse(premium)
  const { refunds: _, ...paid } = premium
  return shown.parse(paid)
}

const answered = (decision: Decision<FamilyPremium>) =>
  decision.status === 'refused' ? decision : accept(premiumAnswer(decision.value))

const payOperation = (effects: PremiumEffects): Operation =>
  defineOperation({
    method: 'POST',
    path,
    summary:
      'Pays a relative’s own part of a residents’ bill from the personal account of its owner, by the consent on record. The account is debited at once and the bill counts as paid today. The bill takes it within moments, or the account gets it back: the list says which. With `earlier` another officer approves it first.',
    scopes: offices,
    params: person,
    owner: cityOfPerson(effects),
    body: z.strictObject({
      member: id.meta({ description: 'the relative whose bill it is' }),
      billId: id,
      amount: positiveAmount.meta({ description: 'fen: at most what the relative still owes on the bill' }),
      earlier: z
        .strictObject({ on: day, why })
        .optional()
        .meta({ description: 'the day before today on which the bill counts as paid, and why' }),
    }),
    status: 201,
    answer: shown,
    refusals: ['person.unknown', 'family-premium.no-consent', 'family-premium.holds-less'],
    persons: ({ params, body }) => [params.personId, body.member],
    changes: ({ params }) => [`/v1/settlement/persons/${params.personId}/family-premiums`],
    handle: async ({ params: { personId: owner }, body: { earlier, ...body }, commandId, by, today }) => {
      const premiumId = stableId('FP-', commandId)
      const asked = { by: by.subject, on: earlier?.on ?? today }
      const said = { saidOn: today, asked, ...(earlier && earlier.on < today ? { why: earlier.why } : {}) }
      return answered(await payPremium({ ...body, ...said, premiumId, owner }, effects))
    },
  })

const ofPremium = person.extend({ premiumId: id })

/** The same city, with the premium where it is there. */
const ownerOfPremium = (effects: PremiumEffects) =>
  ({
    ...cityOfPerson(effects),
    find: async (asked: { params: { personId: string; premiumId: string }; today: string }) => {
      const { personId: owner, premiumId } = asked.params
      const [own, found] = await Promise.all([
        cityOfPerson(effects).find(asked),
        readPremium(effects.store, { owner, premiumId }),
      ])
      return own && { parties: own.parties, found: found?.premium }
    },
  }) as const

const approveOperation = (effects: PremiumEffects): Operation =>
  defineOperation({
    method: 'POST',
    path: `${path}/{premiumId}/approval`,
    summary:
      'Approves by another officer that a relative’s premium counts from the earlier day: the account is debited now.',
    scopes: offices,
    params: ofPremium,
    owner: ownerOfPremium(effects),
    answer: shown,
    refusals: [
      ...(['person.unknown', 'family-premium.unknown', 'family-premium.decided'] as const),
      ...(['family-premium.proposer-is-approver', 'family-premium.no-consent'] as const),
      'family-premium.holds-less',
    ],
    persons: ({ params }, { member }) => [params.personId, member],
    changes: ({ params }) => [`/v1/settlement/persons/${params.personId}/family-premiums`],
    hand: (found) => found?.approved,
    handle: async ({ params: { personId: owner, premiumId }, by, today }) =>
      answered(await grantPremium({ owner, premiumId }, { by: by.subject, on: today }, effects)),
  })

const rejectOperation = (effects: PremiumEffects): Operation =>
  defineOperation({
    method: 'POST',
    path: `${path}/{premiumId}/rejection`,
    summary:
      'Rejects, with a reason, that a relative’s premium counts from an earlier day; who proposed it takes it back so. Nothing leaves the account.',
    scopes: offices,
    params: ofPremium,
    owner: ownerOfPremium(effects),
    body: z.strictObject({ reason: why }),
    answer: shown,
    refusals: ['person.unknown', 'family-premium.unknown', 'family-premium.decided'],
    persons: ({ params }, { member }) => [params.personId, member],
    changes: ({ params }) => [`/v1/settlement/persons/${params.personId}/family-premiums`],
    hand: (found) => (found?.state === 'rejected' ? found.rejected : undefined),
    handle: async ({ params: { personId: owner, premiumId }, body: { reason }, by, today }) =>
      answered(await turnDownPremium({ owner, premiumId }, { by: by.subject, on: today, reason }, effects)),
  })

const atOnce = 50

const listOperation = (effects: PremiumEffects): Operation =>
  defineOperation({
    method: 'GET',
    path,
    summary: 'What a personal account paid of relatives’ premiums, and whether their bills took it.',
    scopes: [...offices, 'auditor'],
    params: person,
    owner: cityOfPerson(effects),
    query: z.strictObject({ cursor: z.string().min(1).max(2_000).optional() }),
    answer: z.strictObject({ premiums: z.array(shown).max(atOnce), cursor: z.string().optional() }),
    refusals: ['person.unknown', 'cursor.unreadable'],
    persons: ({ params }, { premiums }) => [params.personId, ...premiums.map(({ member }) => member)],
    handle: async ({ params: { personId }, query: { cursor: from } }) => {
      const place = { limit: atOnce, ...(from === undefined ? {} : { cursor: from }) }
      const { records, ...next } = await pageOfPremiums(effects.store, personId, place)
      return accept({ premiums: records.map(({ premium }) => premiumAnswer(premium)), ...next })
    },
  })

/** What owners of accounts pay of their families' premiums. */
export const familyPremiumRoutes = (effects: PremiumEffects): Operation[] => [
  payOperation(effects),
  approveOperation(effects),
  rejectOperation(effects),
  listOperation(effects),
]
