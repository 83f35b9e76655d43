import type { Day } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Figure } from '#shared/policy/changed-figure.ts'
import type { DatedValue, Parameter } from '#shared/policy/format.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { valueAt } from '#shared/policy/policy.ts'
import type { LayerKey } from '../../insured-year/rules/layers.ts'
import { refuse } from '../../refusals.ts'
import { keyOfLayer, readLayer, withFigure } from './layer.ts'

/**
 * What a layer is proposed to be. It is a plan of its own in the format of policy files, or the one in force with other
 * figures.
 */
export type LayerChange =
  | { readonly layer: LayerKey; readonly plan: unknown }
  | { readonly layer: LayerKey; readonly figures: readonly Figure[] }

/** Layers as they are proposed for a city and scheme, each whole. */
export type ProposedLayers = Readonly<Partial<Record<LayerKey, unknown>>>

/** Whose layers, and the day from which the change would hold. */
export type ProposalScope = { readonly city: string; readonly scheme: Scheme; readonly holdsFrom: Day }

const changedPlan = (plan: unknown, figures: readonly Figure[]): Decision<unknown> => {
  let changed = plan
  for (const figure of figures) {
    const outcome = withFigure(changed, figure, figure.at)
    if (outcome.status === 'refused') return outcome
    changed = outcome.value
  }
  return accept(changed)
}

const proposedLayer = (
  policy: Policy,
  { city, scheme, holdsFrom }: ProposalScope,
  change: LayerChange,
): Decision<unknown> => {
  const inForce = () => valueAt(policy, keyOfLayer(scheme, change.layer), { on: holdsFrom, city }).value
  const proposed = 'plan' in change ? accept(change.plan) : changedPlan(inForce(), change.figures)
  if (proposed.status === 'refused') return proposed
  const { layer } = change
  const read = readLayer(layer, proposed.value, { field: layer, layer })
  return read.status === 'refused' ? read : proposed
}

/**
 * The layers a proposal comes to. Figures are changed on the layer that is in force on the day from which the change
 * would hold. So none of them, for a layer named, means what is published for that day.
 * @throws TongchouError `policy.missing` where no layer is in force that figures could be changed of
 */
export const proposedLayers = (
  policy: Policy,
  whose: ProposalScope,
  changes: readonly LayerChange[],
): Decision<ProposedLayers> => {
  const layers: Partial<Record<LayerKey, unknown>> = {}
  for (const change of changes) {
    const { layer } = change
    if (Object.hasOwn(layers, layer))
      return refuse('pricing.layer-twice', { field: layer, figures: { layer } })
    const proposed = proposedLayer(policy, whose, change)
    if (proposed.status === 'refused') return proposed
    layers[layer] = proposed.value
  }
  return accept(layers)
}

/** What a layer holds for elsewhere: chronic care of a scheme without rules for it has those of outpatient care. */
const elsewhere = (policy: Policy, scheme: Scheme, layer: LayerKey): Parameter | undefined =>
  policy.parameters.get(keyOfLayer(scheme, layer)) ??
  (layer === 'chronic' ? policy.parameters.get(keyOfLayer(scheme, 'outpatient')) : undefined)

/** A policy as it would be had the proposed layers always held in the city: all of a year's claims are judged by them. */
export const policyUnder = (
  policy: Policy,
  { city, scheme }: Pick<ProposalScope, 'city' | 'scheme'>,
  layers: ProposedLayers,
): Policy => {
  const parameters = new Map(policy.parameters)
  for (const [name, value] of Object.entries(layers)) {
    const layer = name as LayerKey
    const dated = { from: '2000-01-01', known: '2000-01-01', value, cites: 'proposal', tag: 'assumed' }
    const before = elsewhere(policy, scheme, layer) ?? { title: layer, unit: 'plan' as const, values: [] }
    const cities = { ...before.cities, [city]: [dated as DatedValue] }
    parameters.set(keyOfLayer(scheme, layer), { ...before, cities })
  }
  return { ...policy, parameters }
}
