import * as z from 'zod'
import type { Day, FundYear } from '#shared/calendar/day.ts'
import { firstDayOfYear } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import { times } from '#shared/money/rate.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { tableAt } from '#shared/policy/policy.ts'
import { refuse } from '../../refusals.ts'

export type Amounts = { readonly income: Fen; readonly expenditure: Fen }

/** What of the rule on corrections says whether a gap is trued up again; the adjustment fund reads how. */
const correctionRule = z.object({
  years: z.int().min(1).max(9),
  leastOfGap: z.string().regex(/^(0(\.\d+)?|1(\.0+)?)$/),
})
type CorrectionRule = z.output<typeof correctionRule>

/** The rule on corrections of a year's gap. */
export const correctionRuleAt = (policy: Policy, year: FundYear): CorrectionRule =>
  tableAt(policy, 'adjustment_fund.gap.corrections', { on: firstDayOfYear(year) }, correctionRule)

/** What is known of a year whose shared gap somebody wants to true up again. */
export type CorrectedFrom = {
  /** What was booked in the year, and what its clearing added; absent while it is open. */
  readonly booked: Amounts | undefined
  readonly cleared: Amounts | undefined
  /** What the gap was last trued up by; absent while the final accounts are not approved. */
  readonly trued: (Amounts & { readonly finalisedOn: Day }) | undefined
  /** The gap that was shared; absent where none was. */
  readonly gap: Fen | undefined
  /** What is told to have come since the clearing. */
  readonly told: Amounts
  readonly rule: CorrectionRule
  readonly today: Day
}

const resultOf = ({ income, expenditure }: Amounts): Fen => fen(expenditure - income)

/**
 * What a year came to, by which its shared gap is trued up again. A year that is not final is trued up by its final
 * accounts. Years later, or by little, nobody's share is opened again. All that came counts, what was carried before too.
 */
export const correctedYear = (
  { booked, cleared, trued, gap, told, rule, today }: CorrectedFrom,
  year: FundYear,
): Decision<Amounts> => {
  if (gap === undefined) return refuse('late-cost.no-shared-gap', { figures: { year } })
  if (!trued || !booked || !cleared) return refuse('late-cost.year-not-final', { figures: { year } })
  const until = `${Number(trued.finalisedOn.slice(0, 4)) + rule.years}-12-31`
  if (today > until) return refuse('late-cost.too-late', { figures: { year, until } })
  const all = (name: keyof Amounts): Fen => fen(booked[name] + cleared[name] + told[name])
  const corrected = { income: all('income'), expenditure: all('expenditure') }
  const differs = Math.abs(resultOf(corrected) - resultOf(trued))
  const least = Math.max(1, times(gap, rule.leastOfGap))
  if (differs < least) return refuse('late-cost.too-little', { figures: { differs, least } })
  return accept(corrected)
}
