import type { Step } from '../../insured-year/rules/claim-events.ts'
import type { Accumulators } from '../../insured-year/rules/insured-year.ts'
import type { PoolKey } from '../../insured-year/rules/layers.ts'
import type { Facts } from '../../plan/rules/condition.ts'
import type { BasicLayer } from '../../plan/rules/format.ts'
import type { SplitClaim } from './claim.ts'

/** All that one claim's basic payment looks at; steps are added as they are taken. */
export type BasicCase = {
  readonly claim: SplitClaim
  readonly facts: Facts
  readonly pool: PoolKey
  readonly plan: BasicLayer
  readonly counted: Accumulators
  readonly steps: Step[]
}

/** What the rates pay of an item class, and the deductible taken from it. */
export type ClassShare = { readonly deductible: number; readonly basic: number }
export type ClassShares = ReadonlyMap<string, ClassShare>

/** What item classes are paid, where the plan tells them apart. */
export type ClassPayments = {
  readonly byClass: ClassShares
  /** What classes with a ceiling of their own were paid. */
  readonly classPaid: number
  /** What the rates leave to the patient, where a class's ceiling leaves them more. */
  readonly coinsurance?: number
}
export const noClasses: ClassPayments = { byClass: new Map(), classPaid: 0 }
