import type { Adjudication } from '../../../../services/settlement/adjudication/rules/adjudicate.ts'
import { adjudicate } from '../../../../services/settlement/adjudication/rules/adjudicate.ts'
import type { ContinuedStay } from '../../../../services/settlement/adjudication/rules/continued-stay.ts'
import type { Accumulators } from '../../../../services/settlement/insured-year/rules/insured-year.ts'
import type { Facts } from '../../../../services/settlement/plan/rules/condition.ts'
import type { BenefitPlan } from '../../../../services/settlement/plan/rules/plan.ts'

type ClaimInput = {
  readonly plan: BenefitPlan
  /** In scope, in yuan. */
  readonly inScope: number
  /** Fully self-paid beside it, in yuan. */
  readonly fullySelfPaid?: number
  readonly facts?: Facts
  readonly counted?: Accumulators
  readonly account?: number
  readonly continues?: ContinuedStay
  /** In scope by item class, in yuan; makes up `inScope`. */
  readonly classes?: Readonly<Record<string, number>>
}

const inScopeOnly = (inScope: number) => ({
  ...{ total: inScope, fullySelfPaid: 0, overLimit: 0, firstSelfPaid: 0 },
  inScope,
})

/** Adjudicates a claim said in yuan, as the rule book's examples are. */
export const adjudicated = ({
  plan,
  inScope,
  fullySelfPaid = 0,
  facts = {},
  counted = {},
  account,
  continues,
  classes = {},
}: ClaimInput): Adjudication => {
  const parts = {
    total: (inScope + fullySelfPaid) * 100,
    fullySelfPaid: fullySelfPaid * 100,
    overLimit: 0,
    firstSelfPaid: 0,
    inScope: inScope * 100,
  }
  const byClass = Object.entries(classes).map(([name, amount]) => [name, inScopeOnly(amount * 100)] as const)
  const claim = {
    ...{ care: plan.care, facts, parts, continues },
    classes: new Map(byClass),
    useAccount: account !== undefined,
  }
  return adjudicate(claim, { counted, account: (account ?? 0) * 100 }, plan)
}

/** The amounts that are not zero, in yuan. */
export const inYuan = ({ amounts }: Adjudication): Record<string, number> =>
  Object.fromEntries(
    Object.entries(amounts)
      .filter(([, amount]) => amount !== 0)
      .map(([name, amount]) => [name, amount / 100]),
  )
