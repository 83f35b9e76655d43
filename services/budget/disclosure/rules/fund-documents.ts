import type { Day, FundYear, Month } from '#shared/calendar/day.ts'
import { yearOf } from '#shared/calendar/day.ts'
import type { Fen } from '#shared/money/fen.ts'
import { awayPlaces, levels, volumeCares } from '../../claims/rules/volumes.ts'
import type { Figures } from '../../indicator/rules/figures.ts'
import { at, careName } from '../../indicator/rules/figures.ts'
import type { Account } from '../../ledger/rules/chart.ts'
import type { Fund } from '../../ledger/rules/fund.ts'
import { lastPeriodOf } from '../../ledger/rules/period.ts'
import type { FundPeriod } from '../../ledger/rules/year-periods.ts'
import { movementsOfYear } from '../../ledger/rules/year-periods.ts'

/** The figures of what a fund remits to the adjustment fund and gets from it, from January through a month. */
export const adjustmentFigures = ['levied', 'granted', 'stillOwed', 'stillExpected'] as const
type AdjustmentFigure = (typeof adjustmentFigures)[number]

type Moved = Pick<FundPeriod, 'period' | 'movements'>

/** Who bears a year's gap, as the province approved it. */
export type ApprovedShare = {
  readonly year: FundYear
  readonly approvedOn: Day
  readonly gap: Fen
  readonly own: Fen
  readonly fromFund: Fen
  readonly local: Fen
  readonly ineligible: Fen
}

/** Those figures of a share, and nothing else that its record holds. */
const shareIn = ({ year, approvedOn, gap, own, fromFund, local, ineligible }: ApprovedShare) => ({
  ...{ year, approvedOn, gap, own, fromFund, local, ineligible },
})

/**
 * What a fund was levied in a year and granted out of the adjustment fund, late fees and what was clawed back included,
 * and what of both had not moved at the month's end; beside it who bears the gaps approved by then. All of it the ledger's.
 */
export const adjustmentDocument = (
  { city, scheme }: Fund,
  month: Month,
  periods: readonly Moved[],
  shares: readonly ApprovedShare[],
) => {
  const { before, during } = movementsOfYear(periods, yearOf(month), lastPeriodOf(month))
  const moved = (name: Account): Fen => during[name] ?? 0
  const closing = (name: Account): Fen => (before[name] ?? 0) + moved(name)
  const figures: Record<AdjustmentFigure, Fen> = {
    levied: moved('upper-level-remittance'),
    granted: 0 - moved('upper-level-subsidy'),
    stillOwed: 0 - closing('adjustment-fund-payable'),
    stillExpected: closing('adjustment-fund-receivable'),
  }
  return {
    document: 'adjustment' as const,
    city,
    scheme,
    month,
    ...figures,
    shares: shares
      .filter(({ approvedOn }) => approvedOn.slice(0, 7) <= month)
      .toSorted((a, b) => a.year - b.year)
      .map(shareIn),
  }
}
export type AdjustmentDocument = ReturnType<typeof adjustmentDocument>

const careFigures = ['claims', 'days', 'total', 'inScope', 'fund'] as const

/** What care cost from January through a month: by kind and level, and away from home. Amounts and counts, no persons. */
export const costDocument = ({ city, scheme }: Fund, month: Month, figures: Figures) => ({
  document: 'costs' as const,
  city,
  scheme,
  month,
  care: volumeCares.flatMap((care) =>
    [...levels, undefined].map((level) => ({
      care,
      level: level ?? null,
      ...(Object.fromEntries(
        careFigures.map((figure) => [figure, at(figures, careName(care, figure, level))]),
      ) as Record<(typeof careFigures)[number], number>),
    })),
  ),
  away: awayPlaces.map((place) => ({
    place,
    claims: at(figures, `away-${place}-claims`),
    total: at(figures, `away-${place}-total`),
    fund: at(figures, `away-${place}-fund`),
  })),
  spent: at(figures, 'expenditure'),
  planned: at(figures, 'planned'),
})
export type CostDocument = ReturnType<typeof costDocument>
