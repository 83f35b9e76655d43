import * as z from 'zod'
import { city, day, id, positiveAmount, signature, amount as wholeAmount } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { cityOfPerson } from '../family/routes.ts'
import type { PremiumEffects } from './pay-premium.ts'
import { payPremium } from './pay-premium.ts'
import type { FamilyPremium } from './rules/premium.ts'
import { premiumStates } from './rules/premium.ts'
import { pageOfPremiums } from './store.ts'

const offices = ['province', 'city'] as const
const path = '/v1/settlement/persons/{personId}/family-premiums'
const person = z.strictObject({ personId: id })

const shown = z.strictObject({
  ...{ premiumId: id, owner: id, member: id, consentId: id, billId: id },
  city: city.meta({ description: 'whose employees’ fund leads the account' }),
  amount: positiveAmount,
  asked: signature,
  state: z.enum(premiumStates).meta({
    description:
      'asked: it left the account, and the bill has not answered; paid: the bill took it; refused: the account has it back',
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

const payOperation = (effects: PremiumEffects): Operation =>
  defineOperation({
    method: 'POST',
    path,
    summary:
      'Pays a relative’s own part of a residents’ bill from the personal account of its owner, by the consent on record. The account is debited at once. The bill takes it within moments, or the account gets it back: the list says which.',
    scopes: offices,
    params: person,
    owner: cityOfPerson(effects),
    body: z.strictObject({
      member: id.meta({ description: 'the relative whose bill it is' }),
      billId: id,
      amount: positiveAmount.meta({ description: 'fen: at most what the relative still owes on the bill' }),
      on: day.meta({ description: 'the day on which the account is debited, which is that of the payment' }),
    }),
    status: 201,
    answer: shown,
    refusals: ['person.unknown', 'family-premium.no-consent', 'family-premium.holds-less'],
    persons: ({ params, body }) => [params.personId, body.member],
    changes: ({ params }) => [`/v1/settlement/persons/${params.personId}/family-premiums`],
    handle: async ({ params: { personId: owner }, body: { on, ...body }, commandId, by }) => {
      const premiumId = stableId('FP-', commandId)
      const decision = await payPremium({ ...body, premiumId, owner, asked: { by: by.subject, on } }, effects)
      return decision.status === 'refused' ? decision : accept(premiumAnswer(decision.value))
    },
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
  listOperation(effects),
]
