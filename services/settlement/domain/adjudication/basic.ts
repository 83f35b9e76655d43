import type { Step } from '../claim-events.ts'
import type { Accumulators } from '../insured-year.ts'
import type { Facts } from '../plan/condition.ts'
import type { BasicLayer } from '../plan/format.ts'
import { careNames } from '../plan/plan.ts'
import type { Row } from '../plan/rows.ts'
import { chooseRow, findRow } from '../plan/rows.ts'
import { shareOf } from '../rate.ts'
import { roomUnder } from './ceiling.ts'
import type { SplitClaim } from './claim.ts'
import type { ByClass } from './pay-groups.ts'
import { payGroups } from './pay-groups.ts'
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
  /** What the rates give each item class, before floor and ceiling; empty when the plan does not tell them apart. */
  readonly byClass: ByClass
}

/** All that one claim's basic payment looks at; steps are added as they are taken. */
export type BasicCase = {
  readonly claim: SplitClaim
  readonly facts: Facts
  readonly plan: BasicLayer
  readonly counted: Accumulators
  readonly steps: Step[]
}

/** Pays the basic pool's part of a claim: entry, deductible, rates, floor or fixed sum, ceiling (domain §4, 2). */
export const payBasic = (at: BasicCase): BasicOutcome => {
  const { claim, facts, plan, counted, steps } = at
  const terms = termsOf(plan, facts, claim.parts)
  const fixed = plan.fixed && findRow(plan.fixed, facts)
  const shared = fixed ? payFixed(at, fixed.value, fixed.number) : payShares(at, terms)
  const room = terms.unlimited ? Infinity : roomUnder(plan.ceiling, claim.care, facts, counted, {})
  const basic = Math.min(shared.paid, room)
  if (room !== Infinity)
    steps.push({ step: 'ceiling', in: [shared.paid, room], out: basic, room: room - basic })
  return { basic, byClass: shared.byClass, aboveCeiling: shared.paid - basic, ...patientParts(claim, shared) }
}

type Shared = {
  readonly paid: number
  readonly entrySelfPaid: number
  readonly aboveEntryCap: number
  readonly deductible: number
  readonly byClass: ByClass
}

const payFixed = ({ claim, steps }: BasicCase, sum: number, row: number): Shared => {
  const paid = Math.min(sum, claim.parts.inScope)
  steps.push({ step: 'fixed', rule: `${row}`, in: [sum, claim.parts.inScope], out: paid })
  return { paid, entrySelfPaid: 0, aboveEntryCap: 0, deductible: 0, byClass: new Map() }
}

const payShares = (at: BasicCase, terms: Terms): Shared => {
  const entry = enter(at)
  const entered = at.claim.parts.inScope - entry.entrySelfPaid - entry.aboveEntryCap
  const deductible = takeDeductible(at, terms, entered)
  const { paid, byClass } = payGroups(at, terms, entered, deductible)
  return { ...entry, deductible, byClass, paid: lift(at, paid, deductible) }
}

/** What of the in-scope amount does not enter: a share first self-paid away from home, and what exceeds an entry cap. */
const enter = ({ claim, facts, plan, steps }: BasicCase) => {
  const { inScope } = claim.parts
  const share = matching(plan.entry?.selfPaid, facts)
  const entrySelfPaid = share === undefined ? 0 : shareOf(inScope, share)
  if (entrySelfPaid > 0) steps.push({ step: 'entry', in: [inScope, share ?? 0], out: entrySelfPaid })
  const cap = matching(plan.entry?.cap, facts) ?? Infinity
  const aboveEntryCap = Math.max(0, inScope - entrySelfPaid - cap)
  if (aboveEntryCap > 0)
    steps.push({ step: 'entryCap', in: [inScope - entrySelfPaid, cap], out: aboveEntryCap })
  return { entrySelfPaid, aboveEntryCap }
}

const matching = (rows: readonly Row<number>[] | undefined, facts: Facts): number | undefined =>
  rows && findRow(rows, facts)?.value

const takeDeductible = (
  { claim, facts, plan, counted, steps }: BasicCase,
  terms: Terms,
  entered: number,
): number => {
  const used = counted[careNames[claim.care].deductible] ?? 0
  const due = plan.deductiblePer === 'year' ? Math.max(0, terms.deductible - used) : terms.deductible
  const cap = plan.deductibleYearCap && chooseRow(plan.deductibleYearCap, facts, 'deductibleYearCap').value
  const room = cap === undefined ? Infinity : Math.max(0, cap - used)
  const taken = Math.min(entered, due, room)
  steps.push({ step: 'deductible', rule: terms.rule, in: [entered, Math.min(due, room)], out: taken })
  return taken
}

/** A guarantee floor lifts the payment to a share of the cost, though never above what is in scope. */
const lift = ({ claim, facts, plan, steps }: BasicCase, paid: number, deductible: number): number => {
  const floor = plan.floor && findRow(plan.floor, facts)
  if (!floor) return paid
  const { total, inScope } = claim.parts
  const bases = {
    total,
    inScope,
    totalAboveDeductible: Math.max(0, total - deductible),
    inScopeAboveDeductible: inScope - deductible,
  }
  const base = bases[floor.value.of]
  const guaranteed = Math.min(inScope, shareOf(base, floor.value.ratio))
  if (guaranteed <= paid) return paid
  steps.push({
    step: 'floor',
    rule: `${floor.number}`,
    in: [base, floor.value.ratio, inScope],
    out: guaranteed,
  })
  return guaranteed
}

/** Why the patient pays what the rates leave him; a floor relieves him of coinsurance first, of the deductible last. */
const patientParts = ({ parts }: SplitClaim, shared: Shared) => {
  let unpaid = parts.inScope - shared.paid
  const take = (amount: number): number => {
    const part = Math.min(amount, unpaid)
    unpaid -= part
    return part
  }
  const deductible = take(shared.deductible)
  const entrySelfPaid = take(shared.entrySelfPaid)
  const aboveEntryCap = take(shared.aboveEntryCap)
  return { deductible, entrySelfPaid, aboveEntryCap, coinsurance: unpaid }
}
