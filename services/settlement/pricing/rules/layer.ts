import { canonicalText } from '#shared/kernel/canonical.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { schemaFault } from '#shared/kernel/schema-fault.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Figure } from '#shared/policy/changed-figure.ts'
import { changeFigure } from '#shared/policy/changed-figure.ts'
import type { LayerKey } from '../../insured-year/rules/layers.ts'
import { poolKeys } from '../../insured-year/rules/layers.ts'
import { basicLayer, laterLayer } from '../../plan/rules/format.ts'
import { refuse } from '../../refusals.ts'

/** The parameter of the policy that has a layer's plan. */
export const keyOfLayer = (scheme: Scheme, layer: LayerKey): string => `settlement.${scheme}.${layer}`

/** The shape of a layer's plan in policy files. */
export const shapeOfLayer = (layer: LayerKey) =>
  poolKeys.some((pool) => pool === layer) ? basicLayer : laterLayer

/** How a caller names a layer that is refused, and where they named it. */
type Named = { readonly field: string; readonly layer: string }

/** What a layer's plan says, where it can be read. */
export const readLayer = (layer: LayerKey, plan: unknown, named: Named): Decision<object> => {
  const parsed = shapeOfLayer(layer).safeParse(plan)
  if (parsed.success) return accept(parsed.data)
  const { place, reason } = schemaFault(parsed.error)
  const figures = { layer: named.layer, place, fault: reason }
  return refuse('pricing.plan-malformed', { field: named.field, figures })
}

/** A plan with a figure changed; refused where another one stands there than was said. */
export const withFigure = (plan: unknown, figure: Figure, field: string): Decision<unknown> => {
  const outcome = changeFigure(plan, figure)
  if ('changed' in outcome) return accept(outcome.changed)
  const found = outcome.found === undefined ? 'nothing' : canonicalText(outcome.found)
  return refuse('pricing.figure-otherwise', { field, figures: { at: figure.at, found } })
}
