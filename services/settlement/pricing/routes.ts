import * as z from 'zod'
import { id } from '#shared/contracts/fields.ts'
import { requireCity } from '#shared/edge/http/caller.ts'
import { problem } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { effects } from '../effects.ts'
import { refuseFuture } from '../insured-year/rules/settlement-day.ts'
import { acceptedOf, problemOf } from '../refusal-status.ts'
import { changesOf, pricingAnswer, pricingBody, toPricingAnswer } from './shapes.ts'
import { startPricing } from './start-pricing.ts'

const startRoute = defineRoute({
  method: 'POST',
  path: '/v1/settlement/pricings',
  summary:
    "Prices a proposed change of benefit plans: judges the claims of a fund's year again, person by person in service order, under the plans in force and under those proposed. Nothing of any claim is recorded; the result is told to the budget.",
  scopes: ['province', 'city'],
  body: pricingBody,
  answer: z.strictObject({ pricingId: id }),
  problems: [
    'caller.other-division',
    'claim.in-future',
    'pricing.figure-otherwise',
    'pricing.plan-malformed',
    'pricing.layer-twice',
    'policy.missing',
    'run.other-parameters',
  ],
  handle: async ({ caller, body, idempotencyKey, today }) => {
    const { on = today, changes, ...asked } = body
    requireCity(caller, asked.city)
    const future = refuseFuture(on, today, 'on')
    if (future) throw problemOf(future)
    const command = { ...asked, key: idempotencyKey, pricedOn: on, changes: changesOf(changes) }
    return { status: 202, body: { pricingId: acceptedOf(await startPricing(command, effects)) } }
  },
})

const pricingRoute = defineRoute({
  method: 'GET',
  path: '/v1/settlement/pricings/{pricingId}',
  summary: 'What a proposed change of benefit plans comes to, in fen, and how that was found.',
  scopes: ['province', 'city', 'auditor'],
  answer: pricingAnswer,
  problems: ['pricing.unknown', 'caller.other-division'],
  handle: async ({ caller, params: { pricingId = '' } }) => {
    const found = await effects.pricings.find(pricingId)
    if (!found) throw problem(404, 'pricing.unknown', `there is no pricing ${pricingId}`)
    requireCity(caller, found.run.city)
    const price = await effects.pricings.readPrice(pricingId)
    return { status: 200, body: toPricingAnswer(found.run, found.progress, price) }
  },
})

/** Prices of policy changes. */
export const pricingRoutes: Route[] = [startRoute, pricingRoute]
