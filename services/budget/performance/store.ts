import type { FundYear } from '#shared/calendar/day.ts'
import type { OfficeSignature } from '#shared/contracts/fields.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import { performanceKey, performanceTargetsKey } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { Scored } from './rules/performance.ts'
import type { BudgetTargets } from './rules/targets.ts'

type Name = { readonly fund: Fund; readonly year: FundYear }

export const budgetTargets = defineRecord<BudgetTargets & { readonly version: number }, Name>({
  kind: 'performance-targets',
  key: ({ fund, year }) => performanceTargetsKey(fund, year),
})

/** A year's evaluation: worked out by one person of the province, published by another. */
export type Evaluation = Name & {
  readonly indicators: readonly Scored[]
  readonly score: number
  readonly evaluated: OfficeSignature
  readonly published?: OfficeSignature
}

export const evaluations = defineRecord<Evaluation & { readonly version: number }, Name>({
  kind: 'performance',
  key: ({ fund, year }) => performanceKey(fund, year),
})
