import { gapOf } from '#shared/gap/gap.ts'
import { ownBalanceOf } from '#shared/gap/own-balance.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import type { Effects } from '../effects.ts'
import { gapRulesAt } from '../gap/rules/gap-rule.ts'
import type { StoredApplication } from '../gap/store.ts'
import { applications } from '../gap/store.ts'
import type { CityFundYear } from '../keys.ts'
import { refuse } from '../refusals.ts'
import { clearedYears, closedYears, finalisedYears } from '../year/store.ts'
import type { Covered } from './rules/cover-plan.ts'
import { coverGap } from './rules/cover-plan.ts'

/** How far the adjustment fund's step is: nobody applied, it waits, or the share is granted. */
export type FundStep = 'not-applied' | 'applied' | 'examined' | 'rejected' | 'granted'

export type CoverPlan = CityFundYear & {
  readonly gap: Fen
  readonly steps: readonly Covered[]
  readonly fundStep: FundStep
  /** Whether the gap is that of the final accounts; else of the cleared year. */
  readonly isFinal: boolean
}

/** What the fund gives of an application; nothing before it is approved. */
const fromFund = (application: StoredApplication | undefined): { step: FundStep; amount: Fen } => {
  if (!application) return { step: 'not-applied', amount: 0 }
  if (application.status !== 'approved' && application.status !== 'allocated')
    return { step: application.status, amount: 0 }
  return { step: 'granted', amount: application.trueUp?.share.fund ?? application.share.fund }
}

/**
 * The plan by which a city's gap of a year is covered, in the order of the rules of the funds. Investments are in no
 * account of the books and yield nothing. What is left then is for the city's government, or for a change of the rules.
 */
export const planFor = async (
  of: CityFundYear,
  { store, policy }: Pick<Effects, 'store' | 'policy'>,
): Promise<Decision<CoverPlan>> => {
  const { city, scheme, year } = of
  const [closed, cleared, final, application] = await Promise.all([
    closedYears.read(store, of),
    clearedYears.read(store, of),
    finalisedYears.read(store, of),
    applications.read(store, of),
  ])
  if (!closed) return refuse('gap.year-not-closed', { field: 'year', figures: { year, city } })
  if (!cleared) return refuse('gap.year-not-cleared', { field: 'year', figures: { year, city } })
  const income = final?.income ?? fen(closed.income + cleared.income)
  const expenditure = final?.expenditure ?? fen(closed.expenditure + cleared.expenditure)
  const rules = gapRulesAt(policy(), scheme, year)
  const { plannedExpenditure } = closed
  const gap = gapOf({ income, expenditure, plannedExpenditure }, rules.gap)
  const own = ownBalanceOf({ balance: closed.openingBalance, expenditure }, rules.ownBalance)
  const fund = fromFund(application)
  const steps = coverGap(gap, { 'own-balance': own.available, 'adjustment-fund': fund.amount })
  return accept({ city, scheme, year, gap, steps, fundStep: fund.step, isFinal: final !== undefined })
}
