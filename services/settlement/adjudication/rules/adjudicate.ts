import type { AmountName, Amounts, Step } from '../../insured-year/rules/claim-events.ts'
import { amountNames } from '../../insured-year/rules/claim-events.ts'
import type { FamilyPurse } from '../../insured-year/rules/family.ts'
import type { AccumulatorName, Accumulators } from '../../insured-year/rules/insured-year.ts'
import type { PoolKey } from '../../insured-year/rules/layers.ts'
import { laterNames, poolNames } from '../../insured-year/rules/layers.ts'
import { inScopeUnpaid, unpaidParts } from '../../plan/rules/format.ts'
import type { BenefitPlan } from '../../plan/rules/plan.ts'
import type { BasicOutcome } from './basic.ts'
import { payBasic } from './basic.ts'
import type { ClassShares } from './basic-case.ts'
import type { SplitClaim } from './claim.ts'
import { assertIdentities } from './identities.ts'
import type { LaterCase, UnpaidAmounts } from './later.ts'
import { payLater } from './later.ts'
import type { CostParts } from './split.ts'

/**
 * What the year brings to a claim: its accumulators in the claim's scheme, and the personal account's balance. Beside them
 * stand the accounts that family lets the patient use, in their order.
 */
export type YearSoFar = {
  readonly counted: Accumulators
  readonly account: number
  readonly family?: readonly FamilyPurse[]
}

/** The outcome of a claim: who pays what, what it changes in the year, and every step that led there. */
export type Adjudication = {
  readonly amounts: Amounts
  readonly change: Accumulators
  readonly steps: readonly Step[]
  /** What the basic pool's rates pay each item class, where the plan tells them apart. */
  readonly basicByClass: ClassShares
}

/**
 * Adjudicates a split claim: basic pool, the layers above it in the plan's order, then the patient. They pay from their
 * account, then from those of family, then in cash. Pure; every figure comes from the plan.
 * @throws TongchouError `plan.no-row`, `plan.fact-missing` when the plan cannot be applied; `claim.identity` never in
 * correct operation
 */
export const adjudicate = (claim: SplitClaim, year: YearSoFar, plan: BenefitPlan): Adjudication => {
  const { counted } = year
  const { parts } = claim
  const facts = { ...claim.facts, stay: stayNumber(claim, counted) }
  const steps: Step[] = [splitStep(parts)]
  const basic = payBasic({ claim, facts, pool: plan.pool, plan: plan.basic, counted, steps })
  const unpaid = unpaidAfter(claim, basic, plan.takesCost)
  const later: LaterCase = { parts, facts, counted, unpaid, paidNow: { [plan.pool]: basic.basic }, steps }
  const change = basicChange(claim, plan.pool, basic)
  const amounts = sharedAmounts(parts, basic)
  let fund = basic.basic
  let byAddition = basic.byAddition
  for (const { key, layer } of plan.later) {
    const outcome = payLater(later, key, layer)
    const names = laterNames[key]
    count(change, names.base, outcome.base)
    count(change, names.paid, outcome.paid)
    amounts[names.pays] = outcome.paid
    byAddition += outcome.byAddition
    fund += outcome.paid
  }
  count(change, 'additionPaid', byAddition)
  const patient = parts.total - fund
  const account = payFromAccount(claim, plan, unpaid, year.account)
  if (account > 0) steps.push({ step: 'account', in: [patient, year.account], out: account })
  const limit = claim.useAccount ? limitOf(plan.basic.personalAccount, unpaid) : 0
  const family = payFromFamily(limit - account, patient - account, year.family, steps)
  const cash = patient - account - family
  steps.push({ step: 'cash', in: [parts.total, fund, account, ...(family > 0 ? [family] : [])], out: cash })
  amounts.fund = fund
  amounts.patient = patient
  amounts.account = account
  amounts.family = family
  amounts.cash = cash
  assertIdentities(amounts, unpaid)
  return { amounts, change, steps, basicByClass: basic.byClass }
}

const splitStep = (parts: CostParts): Step => ({
  step: 'split',
  in: [parts.total, parts.fullySelfPaid, parts.overLimit, parts.firstSelfPaid],
  out: parts.inScope,
})

type MutableAmounts = { -readonly [Name in AmountName]: number }

const noAmounts = Object.fromEntries(amountNames.map((name) => [name, 0])) as MutableAmounts

/** How the basic pool shares the cost; nobody else pays yet. A copy of one known object is made quickly. */
const sharedAmounts = (parts: CostParts, basic: BasicOutcome): MutableAmounts => {
  const amounts = { ...noAmounts }
  amounts.total = parts.total
  amounts.fullySelfPaid = parts.fullySelfPaid
  amounts.overLimit = parts.overLimit
  amounts.firstSelfPaid = parts.firstSelfPaid
  amounts.inScope = parts.inScope
  amounts.entrySelfPaid = basic.entrySelfPaid
  amounts.aboveEntryCap = basic.aboveEntryCap
  amounts.deductible = basic.deductible
  amounts.coinsurance = basic.coinsurance
  amounts.aboveCeiling = basic.aboveCeiling
  amounts.basic = basic.basic
  return amounts
}

const unpaidAfter = ({ parts }: SplitClaim, basic: BasicOutcome, takesCost: boolean): UnpaidAmounts => ({
  coinsurance: takesCost ? basic.coinsurance - basic.coinsuranceAboveCeiling : basic.coinsurance,
  coinsuranceAboveCeiling: takesCost ? basic.coinsuranceAboveCeiling : 0,
  deductible: basic.deductible,
  aboveCeiling: basic.aboveCeiling,
  aboveEntryCap: basic.aboveEntryCap,
  entrySelfPaid: basic.entrySelfPaid,
  firstSelfPaid: parts.firstSelfPaid,
  overLimit: parts.overLimit,
  fullySelfPaid: parts.fullySelfPaid,
})

type Change = Partial<Record<AccumulatorName, number>>

/** Zero is never written: see Accumulators. */
const count = (change: Change, name: AccumulatorName, amount: number): void => {
  if (amount !== 0) change[name] = amount
}

/** A stay that counts as one with an earlier one has no number of its own. */
const stayNumber = ({ continues }: SplitClaim, { stays = 0 }: Accumulators): number =>
  continues ? Math.max(1, stays) : stays + 1

const basicChange = ({ care, parts, continues }: SplitClaim, pool: PoolKey, basic: BasicOutcome): Change => {
  const change: Change = {}
  const names = poolNames[pool]
  count(change, 'stays', care === 'inpatient' && !continues ? 1 : 0)
  count(change, names.inScope, parts.inScope)
  count(change, names.deductible, basic.deductible)
  count(change, names.paid, basic.basic)
  count(change, 'classPaid', basic.classPaid)
  return change
}

type AccountRule = BenefitPlan['basic']['personalAccount']

/** What of the unpaid cost an account may pay: all of it, or what is in scope. */
const limitOf = (rule: AccountRule, unpaid: UnpaidAmounts): number => {
  let limit = 0
  for (const part of rule === 'inScope' ? inScopeUnpaid : unpaidParts) limit += unpaid[part]
  return limit
}

const payFromAccount = (
  claim: SplitClaim,
  plan: BenefitPlan,
  unpaid: UnpaidAmounts,
  balance: number,
): number => {
  const { personalAccount } = plan.basic
  if (!claim.useAccount || personalAccount === 'none') return 0
  return Math.min(Math.max(0, balance), limitOf(personalAccount, unpaid))
}

/** Takes what may still be paid from one account of the family after the other. A plan without accounts bars none of them. */
const payFromFamily = (
  limit: number,
  left: number,
  purses: readonly FamilyPurse[] = [],
  steps: Step[],
): number => {
  let paid = 0
  for (const { consentId, balance } of purses) {
    const out = Math.min(Math.max(0, balance), limit - paid)
    if (out <= 0) continue
    steps.push({ step: 'family', rule: consentId, in: [left - paid, balance], out })
    paid += out
  }
  return paid
}
