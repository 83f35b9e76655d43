import * as z from 'zod'
import { id } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { refuseFuture } from '../insured-year/rules/settlement-day.ts'
import { refusal } from '../refusals.ts'
import type { PricingEffects } from './effects.ts'
import { changesOf, pricingAnswer, pricingBody, toPricingAnswer } from './shapes.ts'
import { startPricing } from './start-pricing.ts'

const startOperation = (effects: PricingEffects): Operation =>
  defineOperation({
    method: 'POST',
    path: '/v1/settlement/pricings',
    summary:
      "Prices a proposed change of benefit plans: judges the claims of a fund's year again, person by person in service order, under the plans in force and under those proposed. Nothing of any claim is recorded; the result is told to the budget.",
    scopes: ['province', 'city'],
    owner: { whose: 'named', parties: ({ body }) => ({ cities: [body.city] }) },
    body: pricingBody,
    status: 202,
    answer: z.strictObject({ pricingId: id }),
    refusals: [
      'claim.in-future',
      'pricing.figure-otherwise',
      'pricing.plan-malformed',
      'pricing.layer-twice',
      'policy.missing',
      'run.other-parameters',
    ],
    changes: (_, { pricingId }) => [`/v1/settlement/pricings/${pricingId}`],
    handle: async ({ body, commandId, today }) => {
      const { on = today, changes, ...asked } = body
      const future = refuseFuture(on, today, 'on')
      if (future) return { status: 'refused', refusal: future }
      const command = { ...asked, commandId, pricedOn: on, changes: changesOf(changes) }
      const started = await startPricing(command, effects)
      return started.status === 'refused' ? started : accept({ pricingId: started.value })
    },
  })

const readOperation = ({ pricings }: PricingEffects): Operation =>
  defineOperation({
    method: 'GET',
    path: '/v1/settlement/pricings/{pricingId}',
    summary: 'What a proposed change of benefit plans comes to, in fen, and how that was found.',
    scopes: ['province', 'city', 'auditor'],
    params: z.strictObject({ pricingId: id }),
    owner: {
      whose: 'recorded',
      as: 'the city whose fund is priced',
      unknown: () => refusal('pricing.unknown', { field: 'pricingId' }),
      find: async ({ params: { pricingId } }) => {
        const found = await pricings.find(pricingId)
        return found && { parties: { cities: [found.run.city] }, found }
      },
    },
    answer: pricingAnswer,
    refusals: ['pricing.unknown'],
    handle: async ({ params: { pricingId }, found: { run, progress } }) =>
      accept(pricingAnswer.parse(toPricingAnswer(run, progress, await pricings.readPrice(pricingId)))),
  })

/** Prices of policy changes. */
export const pricingRoutes = (effects: PricingEffects): Operation[] => [
  startOperation(effects),
  readOperation(effects),
]
