import type { FundYear } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { fundPartition, lateCostDecisionKey, lateCostDecisionPrefix } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { LateCostDecision } from './rules/late-cost-decision.ts'

/** Which decision is meant. */
export type DecisionName = Pick<LateCostDecision, 'fund' | 'year' | 'number'>

export const lateCostDecisions = defineRecord<LateCostDecision & { readonly version: number }, DecisionName>({
  kind: 'late-cost-decision',
  key: ({ fund, year, number }) => lateCostDecisionKey(fund, year, number),
})

/** What was proposed and decided on a year's late costs, the first first: one for each time that something came. */
export const listLateCostDecisions = (store: Store, fund: Fund, year: FundYear) =>
  Array.fromAsync(
    lateCostDecisions.list(store, fundPartition(fund), { prefix: lateCostDecisionPrefix(year) }),
  )
