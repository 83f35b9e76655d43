import type { Day, FundYear } from '#shared/calendar/day.ts'
import type { LayerChange, ProposalScope, ProposedLayers } from './proposal.ts'

/** What a pricing was asked for, and what its proposal came to when it was. */
export type PricingRun = ProposalScope & {
  readonly runId: string
  readonly title: string
  /** The fund year whose claims are judged again. */
  readonly year: FundYear
  readonly pricedOn: Day
  /** The policy the proposal changes, and by which claims are judged beside it. */
  readonly policyVersion: string
  readonly changes: readonly LayerChange[]
  readonly layers: ProposedLayers
}
