import { paidOf } from '#shared/money/millionths.ts'
import type { Step } from '../../insured-year/rules/claim-events.ts'
import type { Accumulators } from '../../insured-year/rules/insured-year.ts'
import type { LaterLayerKey } from '../../insured-year/rules/layers.ts'
import { laterNames } from '../../insured-year/rules/layers.ts'
import { isChanging } from '../../plan/rules/ceiling.ts'
import type { Facts } from '../../plan/rules/condition.ts'
import type { LaterLayer, UnpaidPart } from '../../plan/rules/format.ts'
import { chooseRow } from '../../plan/rules/rows.ts'
import { additionSteps, paidByAdditions, waitsForYears } from './addition.ts'
import type { LayerSums } from './ceiling.ts'
import { leastOf, noRooms, roomsUnder, stepUnder } from './ceiling.ts'
import { figuresOf, segmentsOf } from './segments.ts'
import type { CostParts } from './split.ts'
import { termsOf } from './terms.ts'

/** What is still unpaid of each part of the claim; a layer's payment takes it down. */
export type UnpaidAmounts = Record<UnpaidPart, number>

/** All that a later layer looks at; `unpaid`, `paidNow` and `steps` change as layers pay. */
export type LaterCase = {
  readonly parts: CostParts
  readonly facts: Facts
  readonly counted: Accumulators
  readonly unpaid: UnpaidAmounts
  readonly paidNow: LayerSums
  readonly steps: Step[]
}

/** What a layer judged the claim by, what it paid, and of that only because years had raised its ceiling. */
export type LaterPayment = { readonly base: number; readonly paid: number; readonly byAddition: number }
const nothing: LaterPayment = { base: 0, paid: 0, byAddition: 0 }

/**
 * Pays a layer above the basic pool on what the earlier ones left (domain §4, 3–5). It is marginal on the year's
 * cumulative base, f(before + now) − f(before), or on the claim alone. Nothing when the layer is not for this person or
 * claim.
 */
export const payLater = (at: LaterCase, key: LaterLayerKey, layer: LaterLayer): LaterPayment => {
  if (layer.when !== undefined && !layer.when.holds(at.facts)) return nothing
  let base = 0
  for (const part of layer.base) base += at.unpaid[part]
  const before = layer.per === 'year' ? (at.counted[laterNames[key].base] ?? 0) : 0
  const terms = termsOf(layer, at.facts, at.parts)
  const cut = Math.min(base, Math.max(0, terms.deductible - before))
  const origin = layer.edges === 'aboveDeductible' ? terms.deductible : 0
  const row = chooseRow(layer.pays, at.facts, `${key}.pays`)
  const from = before + cut - origin
  const segments = segmentsOf(row.value, terms.adjustRate, at.facts, from, before + base - origin)
  const wanted = paidOf(segments)
  // Of a layer that pays nothing of the claim nobody asks how many years went without one.
  const isOpen = terms.unlimited || (wanted === 0 && waitsForYears(layer.ceiling, at.facts))
  const rooms = isOpen ? noRooms : roomsUnder(layer.ceiling, key, at.facts, at.counted, at.paidNow)
  const paid = Math.min(wanted, leastOf(rooms))
  const isRaised = !isOpen && layer.ceiling.some(isChanging)
  const byAddition = isRaised && paid > 0 ? paidByAdditions(layer.ceiling, at.facts, rooms, paid) : 0
  if (base > 0) {
    if (isRaised) at.steps.push(...additionSteps(layer.ceiling, key, at.facts))
    const rule = `${terms.rule}/${row.number}`
    const figures = figuresOf(segments, [before, base, cut])
    at.steps.push(stepUnder({ step: laterNames[key].pays, rule, in: figures, out: paid }, rooms))
  }
  pay(at.unpaid, layer.base, paid)
  at.paidNow[key] = paid
  return { base, paid, byAddition }
}

/** A payment is taken off the layer's parts in the order the plan lists them. */
const pay = (unpaid: UnpaidAmounts, parts: readonly UnpaidPart[], paid: number): void => {
  let left = paid
  for (const part of parts) {
    const taken = Math.min(left, unpaid[part])
    unpaid[part] -= taken
    left -= taken
  }
}
