import { careNames } from '../plan/plan.ts'
import { chooseRow } from '../plan/rows.ts'
import type { Segment } from '../rate.ts'
import { paidOf } from '../rate.ts'
import type { BasicCase } from './basic.ts'
import type { Group } from './groups.ts'
import { groupsOf } from './groups.ts'
import { segmentsOf } from './segments.ts'
import type { Terms } from './terms.ts'

/** What the rates pay of an item class, and the deductible taken from it. */
export type ClassShare = { readonly deductible: number; readonly basic: number }
export type ByClass = ReadonlyMap<string, ClassShare>

/**
 * Pays what is above the deductible at the plan's rates, rounded once. An item class is paid the difference the class
 * makes to the rounded sum, so that the classes add up to the payment.
 */
export const payGroups = (
  at: BasicCase,
  terms: Terms,
  entered: number,
  deductible: number,
): { readonly paid: number; readonly byClass: ByClass } => {
  const segments: Segment[] = []
  const byClass = new Map<string, ClassShare>()
  const rules = new Set<number>()
  let paid = 0
  for (const group of groupsOf(at.claim, at.plan, entered, deductible)) {
    const row = chooseRow(at.plan.pays, factsOf(at, group), 'pays')
    const { from, to } = stretchOf(at, group)
    segments.push(...segmentsOf(row.value, terms.adjustRate, at.facts, from, to))
    rules.add(row.number)
    const before = paid
    paid = paidOf(segments)
    if (group.itemClass !== undefined) {
      byClass.set(group.itemClass, { deductible: group.deductible, basic: paid - before })
    }
  }
  const figures = segments.flatMap(({ amount, rate }) => [amount, rate])
  at.steps.push({ step: 'share', rule: [...rules].join(','), in: figures, out: paid })
  return { paid, byClass }
}

const factsOf = ({ facts }: BasicCase, { itemClass }: Group) =>
  itemClass === undefined ? facts : { ...facts, itemClass }

/** Where on the band scale the payable part of a group lies. */
const stretchOf = ({ claim, plan, counted }: BasicCase, group: Group): { from: number; to: number } => {
  const inScopeBefore = plan.bandsPer === 'year' ? (counted[careNames[claim.care].inScope] ?? 0) : 0
  if (plan.edges !== 'aboveDeductible') {
    return { from: inScopeBefore + group.deductible, to: inScopeBefore + group.amount }
  }
  const deductibleBefore = plan.bandsPer === 'year' ? (counted[careNames[claim.care].deductible] ?? 0) : 0
  const from = Math.max(0, inScopeBefore - deductibleBefore)
  return { from, to: from + group.amount - group.deductible }
}
