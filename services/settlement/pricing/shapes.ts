import * as z from 'zod'
import { city, day, fundYear, id, scheme, signedAmount } from '#shared/contracts/fields.ts'
import { figureShape, inPlanFormat } from '#shared/policy/figure-shape.ts'
import { layerKeys, payers } from '../insured-year/rules/layers.ts'
import type { Price } from './rules/price.ts'
import { effectOn, pricedKinds, views } from './rules/price.ts'
import type { PricingRun } from './rules/pricing-run.ts'
import type { LayerChange } from './rules/proposal.ts'

const figure = z.strictObject(figureShape)

const layer = z.enum(layerKeys)
const change = z.union([
  z
    .strictObject({ layer, plan: inPlanFormat })
    .meta({ description: 'The whole layer, as `value` of a policy file has it' }),
  z.strictObject({ layer, figures: z.array(figure).max(50) }).meta({
    description:
      'The layer in force on `holdsFrom`, with other figures; without any, as it is published for that day',
  }),
])

/** What a pricing is asked for. */
export const pricingBody = z.strictObject({
  title: z.string().min(4).max(200),
  city,
  scheme,
  year: fundYear.meta({ description: 'The fund year whose claims are judged again' }),
  holdsFrom: day.meta({ description: 'From when the change would hold' }),
  changes: z.array(change).max(layerKeys.length),
  on: day.optional().meta({ description: 'The day of the pricing; today when absent' }),
})

/** The changes of a body, as the domain has them. */
export const changesOf = (changes: z.output<typeof pricingBody>['changes']): readonly LayerChange[] =>
  changes.map((each) => ('figures' in each ? each : { layer: each.layer, plan: each.plan }))

const paid = z.record(z.enum(payers), signedAmount)

export const pricingAnswer = z.strictObject({
  pricingId: id,
  status: z
    .enum(['running', 'done', 'failed'])
    .meta({ description: 'While it runs, amounts are of the units done so far' }),
  ...{ title: z.string(), city, scheme, year: fundYear, holdsFrom: day, pricedOn: day },
  policyVersion: z.string(),
  changes: z.array(change),
  layers: z.partialRecord(layer, z.unknown()).meta({ description: 'The layers claims are judged by, whole' }),
  ...{ units: z.int(), done: z.int(), persons: z.int(), claims: z.int(), changed: z.int() },
  care: z.record(
    z.enum(pricedKinds),
    z.strictObject({
      recorded: paid,
      inForce: paid,
      proposed: paid,
      effect: paid.meta({ description: '`proposed` less `inForce`' }),
    }),
  ),
  fault: z.strictObject({ code: z.string(), reason: z.string() }).optional(),
})

const statusOf = (status: 'running' | 'done', { fault }: Price) => (fault ? ('failed' as const) : status)

/** A pricing for a reader. */
export const toPricingAnswer = (
  { runId, changes, layers, ...run }: PricingRun,
  { status, units, done }: { status: 'running' | 'done'; units: number; done: number },
  { care, ...price }: Price,
) => ({
  pricingId: runId,
  status: statusOf(status, { care, ...price }),
  ...run,
  changes: changes.map((each) => ('figures' in each ? { ...each, figures: [...each.figures] } : each)),
  layers: { ...layers },
  ...{ units, done },
  ...price,
  care: Object.fromEntries(
    pricedKinds.map((kind) => {
      const seen = Object.fromEntries(views.map((view) => [view, care[kind][view]]))
      return [kind, { ...seen, effect: effectOn({ care, ...price }, kind) }]
    }),
  ) as z.output<typeof pricingAnswer>['care'],
})
