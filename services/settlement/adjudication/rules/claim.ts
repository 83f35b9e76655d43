import type { Care } from '../../insured-year/rules/care.ts'
import type { Facts } from '../../plan/rules/condition.ts'
import type { ContinuedStay } from './continued-stay.ts'
import type { CostParts } from './split.ts'

/** A claim ready to be adjudicated: its cost in four parts, and what the plan may ask about it. */
export type SplitClaim = {
  readonly care: Care
  readonly facts: Facts
  readonly parts: CostParts
  /** The same parts by item class; asked for only by plans that pay by item class. */
  readonly classes: ReadonlyMap<string, CostParts>
  readonly useAccount: boolean
  /** The stay it counts as one with, by the plan's rule. */
  readonly continues?: ContinuedStay | undefined
}
