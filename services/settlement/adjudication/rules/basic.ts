import type { Segment } from '#shared/money/millionths.ts'
import { costOf, shareOf } from '#shared/money/millionths.ts'
import { poolNames } from '../../insured-year/rules/layers.ts'
import { isChanging } from '../../plan/rules/ceiling.ts'
import type { Facts } from '../../plan/rules/condition.ts'
import type { FloorBase } from '../../plan/rules/format.ts'
import type { Row } from '../../plan/rules/rows.ts'
import { findRow } from '../../plan/rules/rows.ts'
import { additionSteps, paidByAdditions } from './addition.ts'
import type { BasicCase, ClassPayments, ClassShares } from './basic-case.ts'
import { noClasses } from './basic-case.ts'
import { leastOf, noRooms, roomsUnder, stepUnder } from './ceiling.ts'
import { payRates } from './pay-rates.ts'
import type { CostParts } from './split.ts'
import { takeDeductible } from './take-deductible.ts'
import type { Terms } from './terms.ts'
import { termsOf } from './terms.ts'

/** How the basic pool and the patient share the in-scope amount; the parts add up to it. */
export type BasicOutcome = {
  readonly basic: number
  readonly entrySelfPaid: number
  readonly aboveEntryCap: number
  readonly deductible: number
  readonly coinsurance: number
  readonly aboveCeiling: number
  /** What of the coinsurance is the patient's share of the cost above the point where the ceiling bound. */
  readonly coinsuranceAboveCeiling: number
  /** What the rates give each item class, before floor and ceiling; empty when the plan does not tell them apart. */
  readonly byClass: ClassShares
  /** What classes with a ceiling of their own were paid. */
  readonly classPaid: number
  /** What was paid only because years had raised the ceiling. */
  readonly byAddition: number
}

/** Pays the basic pool's part of a claim: entry, deductible, rates, floor or fixed sum, ceiling (domain §4, 2). */
export const payBasic = (at: BasicCase): BasicOutcome => {
  const { claim, facts, pool, plan, counted, steps } = at
  const terms = termsOf(plan, facts, claim.parts)
  const fixed = plan.fixed && findRow(plan.fixed, facts)
  const shared = fixed ? payFixed(at, fixed.value, fixed.number) : payShares(at, terms)
  const rooms = terms.unlimited ? noRooms : roomsUnder(plan.ceiling, pool, facts, counted, {})
  const basic = Math.min(shared.paid, leastOf(rooms))
  const isRaised = rooms.length > 0 && plan.ceiling.some(isChanging)
  if (isRaised) steps.push(...additionSteps(plan.ceiling, pool, facts))
  if (rooms.length > 0) {
    steps.push(stepUnder({ step: 'ceiling', in: [shared.paid, leastOf(rooms)], out: basic }, rooms))
  }
  const byAddition = isRaised ? paidByAdditions(plan.ceiling, facts, rooms, basic) : 0
  return { ...outcomeOf(claim.parts.inScope, shared, basic), byAddition }
}

type SharePayment = {
  readonly paid: number
  readonly entrySelfPaid: number
  readonly aboveEntryCap: number
  readonly deductible: number
  readonly classes: ClassPayments
  readonly segments: readonly Segment[]
}

const payFixed = ({ claim, steps }: BasicCase, sum: number, row: number): SharePayment => {
  const paid = Math.min(sum, claim.parts.inScope)
  steps.push({ step: 'fixed', rule: `${row}`, in: [sum, claim.parts.inScope], out: paid })
  return { paid, entrySelfPaid: 0, aboveEntryCap: 0, deductible: 0, classes: noClasses, segments: [] }
}

const payShares = (at: BasicCase, terms: Terms): SharePayment => {
  const { entrySelfPaid, aboveEntryCap } = enter(at)
  const entered = at.claim.parts.inScope - entrySelfPaid - aboveEntryCap
  const deductible = takeDeductible(at, terms, entered)
  const { paid: byRates, classes, segments } = payRates(at, terms, entered, deductible)
  return { paid: lift(at, byRates, deductible), entrySelfPaid, aboveEntryCap, deductible, classes, segments }
}

/** What of the in-scope amount does not enter: a share first self-paid away from home, and what exceeds an entry cap. */
const enter = ({ claim, facts, pool, plan, counted, steps }: BasicCase) => {
  const { inScope } = claim.parts
  const share = matching(plan.entry?.selfPaid, facts)
  const entrySelfPaid = share === undefined ? 0 : shareOf(inScope, share)
  if (entrySelfPaid > 0) steps.push({ step: 'entry', in: [inScope, share ?? 0], out: entrySelfPaid })
  const entered = plan.entry?.capPer === 'year' ? (counted[poolNames[pool].inScope] ?? 0) : 0
  const cap = Math.max(0, (matching(plan.entry?.cap, facts) ?? Infinity) - entered)
  const aboveEntryCap = Math.max(0, inScope - entrySelfPaid - cap)
  if (aboveEntryCap > 0)
    steps.push({ step: 'entryCap', in: [inScope - entrySelfPaid, cap], out: aboveEntryCap })
  return { entrySelfPaid, aboveEntryCap }
}

const matching = (rows: readonly Row<number>[] | undefined, facts: Facts): number | undefined =>
  rows && findRow(rows, facts)?.value

/** A guarantee floor lifts the payment to a share of the cost, though never above what is in scope. */
const lift = ({ claim, facts, plan, steps }: BasicCase, paid: number, deductible: number): number => {
  const floor = plan.floor && findRow(plan.floor, facts)
  if (!floor) return paid
  const { ratio, of } = floor.value
  const base = floorBase(of, claim.parts, deductible)
  const { inScope } = claim.parts
  const guaranteed = Math.min(inScope, shareOf(base, ratio))
  if (guaranteed <= paid) return paid
  steps.push({ step: 'floor', rule: `${floor.number}`, in: [base, ratio, inScope], out: guaranteed })
  return guaranteed
}

const floorBase = (of: FloorBase, { total, inScope }: CostParts, deductible: number): number => {
  if (of === 'total') return total
  if (of === 'inScope') return inScope
  return Math.max(0, (of === 'totalAboveDeductible' ? total : inScope) - deductible)
}

/** The cost above the point up to which the rates pay so much, to the fen. */
const costAbove = (segments: readonly Segment[], paid: number): number => {
  let left = paid
  let cost = 0
  for (const { amount, rate } of segments) {
    const untilPaid = rate === 0 ? amount : costOf(left, rate)
    const within = left === 0 ? 0 : Math.min(amount, untilPaid)
    left = Math.max(0, left - shareOf(within, rate))
    cost += amount - within
  }
  return cost
}

/**
 * Why the patient pays what the rates and ceilings leave them. A floor relieves them of what a class's ceiling cut first,
 * then of coinsurance, of the deductible last.
 */
const outcomeOf = (
  inScope: number,
  shared: SharePayment,
  basic: number,
): Omit<BasicOutcome, 'byAddition'> => {
  let unpaid = inScope - shared.paid
  const deductible = Math.min(shared.deductible, unpaid)
  unpaid -= deductible
  const entrySelfPaid = Math.min(shared.entrySelfPaid, unpaid)
  unpaid -= entrySelfPaid
  const aboveEntryCap = Math.min(shared.aboveEntryCap, unpaid)
  unpaid -= aboveEntryCap
  const { byClass, classPaid, coinsurance: ofRates } = shared.classes
  const coinsurance = ofRates === undefined ? unpaid : Math.min(ofRates, unpaid)
  const aboveCeiling = unpaid - coinsurance + shared.paid - basic
  const coinsuranceAboveCeiling =
    aboveCeiling === 0 ? 0 : Math.min(coinsurance, costAbove(shared.segments, basic) - aboveCeiling)
  return {
    ...{ basic, byClass, classPaid, aboveCeiling, coinsuranceAboveCeiling },
    ...{ deductible, entrySelfPaid, aboveEntryCap, coinsurance },
  }
}
