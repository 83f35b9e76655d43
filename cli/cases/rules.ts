import { laterLayers } from '../../services/settlement/insured-year/rules/layers.ts'
import type { Rule } from './rule.ts'
import { gap, levy } from './rules/adjustment-fund.ts'
import {
  allocation,
  budgetTotals,
  clearingRateRule,
  monthsPayableRule,
  overspend,
  pointValueRule,
  quarter,
} from './rules/budget.ts'
import { maternityAllowanceRule } from './rules/care.ts'
import { chinaDayRule } from './rules/china-day.ts'
import {
  bedDays,
  capitationRule,
  casePoints,
  clearing,
  coefficient,
  communityPackage,
} from './rules/clearing.ts'
import { employeeMonthRule, headsRule, lateFeeRule, lumpSumRule, subsidyRule } from './rules/contribution.ts'
import { residentWaitCase } from './rules/enrollment.ts'
import { laterLayerRule } from './rules/later-layer.ts'
import { settlement } from './rules/settlement.ts'

/** The calculations cases can be written for, by the name cases use. */
export const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['settlement', settlement],
  ...laterLayers.map(({ key, pays }): [string, Rule] => [pays, laterLayerRule(key)]),
  ['maternityAllowance', maternityAllowanceRule],
  ['chinaDay', chinaDayRule],
  ['employeeMonth', employeeMonthRule],
  ['heads', headsRule],
  ['lumpSum', lumpSumRule],
  ['lateFee', lateFeeRule],
  ['subsidy', subsidyRule],
  ['residentWait', residentWaitCase],
  ['budgetTotals', budgetTotals],
  ['quarter', quarter],
  ['pointValue', pointValueRule],
  ['clearingRate', clearingRateRule],
  ['overspend', overspend],
  ['clearing', clearing],
  ['coefficient', coefficient],
  ['communityPackage', communityPackage],
  ['casePoints', casePoints],
  ['bedDays', bedDays],
  ['capitation', capitationRule],
  ['monthsPayable', monthsPayableRule],
  ['allocation', allocation],
  ['levy', levy],
  ['gap', gap],
])
