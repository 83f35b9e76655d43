import type { Segment } from '#shared/money/millionths.ts'
import { paidOf } from '#shared/money/millionths.ts'
import type { Accumulators } from '../../insured-year/rules/insured-year.ts'
import { poolNames } from '../../insured-year/rules/layers.ts'
import { chooseRow } from '../../plan/rules/rows.ts'
import type { BasicCase, ClassPayments, ClassShare } from './basic-case.ts'
import { noClasses } from './basic-case.ts'
import { underClassCeiling } from './class-ceiling.ts'
import { groupsOf } from './groups.ts'
import { figuresOf, segmentsOf } from './segments.ts'
import type { Terms } from './terms.ts'

type RatePayment = {
  readonly paid: number
  readonly classes: ClassPayments
  /** The stretches of the payable cost with their rates; none where item classes are paid apart. */
  readonly segments: readonly Segment[]
}

/** Pays what is above the deductible at the plan's rates, rounded once. */
export const payRates = (at: BasicCase, terms: Terms, entered: number, deductible: number): RatePayment => {
  if (at.plan.byItemClass) return payByClass(at, terms, entered, deductible)
  const row = chooseRow(at.plan.pays, at.facts, 'pays')
  const { from, to } = stretchOf(at, entered, deductible)
  const segments = segmentsOf(row.value, terms.adjustRate, at.facts, from, to)
  const paid = paidOf(segments)
  at.steps.push({ step: 'share', rule: `${row.number}`, in: figuresOf(segments), out: paid })
  return { paid, classes: noClasses, segments }
}

/** An item class is paid the difference it makes to the rounded sum, so that the classes add up to the payment. */
const payByClass = (at: BasicCase, terms: Terms, entered: number, deductible: number): RatePayment => {
  const segments: Segment[] = []
  const byClass = new Map<string, ClassShare>()
  const rules = new Set<number>()
  let paid = 0
  for (const group of groupsOf(at.claim, at.plan, entered, deductible)) {
    const row = chooseRow(at.plan.pays, { ...at.facts, itemClass: group.itemClass }, 'pays')
    const { from, to } = stretchOf(at, group.amount, group.deductible)
    segments.push(...segmentsOf(row.value, terms.adjustRate, at.facts, from, to))
    rules.add(row.number)
    const before = paid
    paid = paidOf(segments)
    byClass.set(group.itemClass, { deductible: group.deductible, basic: paid - before })
  }
  if (rules.size > 0) {
    at.steps.push({ step: 'share', rule: [...rules].join(','), in: figuresOf(segments), out: paid })
  }
  const { classCeiling } = at.plan
  if (classCeiling === undefined) return { paid, classes: { byClass, classPaid: 0 }, segments: [] }
  const under = underClassCeiling(at, classCeiling, { paid, byClass, payable: entered - deductible })
  return { ...under, segments: [] }
}

/** Where on the band scale the payable part of an amount lies. */
const stretchOf = (
  { pool, plan, counted }: BasicCase,
  amount: number,
  deductible: number,
): { from: number; to: number } => {
  const before: Accumulators = plan.bandsPer === 'year' ? counted : {}
  const inScopeBefore = before[poolNames[pool].inScope] ?? 0
  if (plan.edges !== 'aboveDeductible') {
    return { from: inScopeBefore + deductible, to: inScopeBefore + amount }
  }
  const from = Math.max(0, inScopeBefore - (before[poolNames[pool].deductible] ?? 0))
  return { from, to: from + amount - deductible }
}
