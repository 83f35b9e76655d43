import type { YearEvidence } from '#shared/contracts/budget.ts'
import type { StatedLine } from '#shared/contracts/contribution.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import type { CareLine } from '../../claims/rules/claims-entry.ts'
import type { YearCosts } from '../../cleared-cost/rules/cleared-cost.ts'
import { partsTotal } from '../../cleared-cost/rules/cost-parts.ts'
import { collectionLines } from '../../ledger/rules/chart.ts'
import type { Movements } from '../../ledger/rules/movements.ts'
import { executedOf } from '../../ledger/rules/movements.ts'
import type { FundPeriod } from '../../ledger/rules/year-periods.ts'
import type { Budget } from '../../planning/rules/budget.ts'
import { poolTotals } from '../../planning/rules/totals.ts'

const careLines: readonly CareLine[] = ['inpatient', 'outpatient', 'chronic-special']

/** A year as its books have it, and what stands beside them. */
export type BookedYear = {
  readonly periods: readonly FundPeriod[]
  readonly during: Movements
  readonly costs: YearCosts
}

/** What care cost the pool by the year it belongs to. */
const careCost = ({ during, costs: { later, ofEarlier } }: BookedYear): Fen =>
  sum(
    careLines.map((line) =>
      fen(executedOf(during, line) + partsTotal(later[line]) - partsTotal(ofEarlier[line])),
    ),
  )

const careVolume = ({ periods }: BookedYear): number =>
  sum(periods.map(({ counts }) => counts.claims - counts.reversals))

/** Care beside that of the year before, where its December was closed here; else beside the first approved budget. */
export const careOf = (
  year: BookedYear,
  before: BookedYear,
  budget: Budget | undefined,
): YearEvidence['care'] => {
  const own = { volume: careVolume(year), cost: careCost(year) }
  const isKept = before.periods.some(({ period, closedOn }) => period.endsWith('-12') && closedOn !== null)
  if (isKept && careVolume(before) > 0)
    return {
      ...{ basis: 'year-before', ...own },
      ...{ volumeBefore: careVolume(before), costBefore: careCost(before) },
    }
  return { basis: 'first-budget', ...own, volumeBefore: 0, costBefore: plannedCare(budget) }
}

/**
 * What care was to cost by the first approved budget, as far as its income carried it: the deficit that the province
 * consented to is spending above that, and its reason is on record.
 */
const plannedCare = (budget: Budget | undefined): Fen => {
  if (!budget) return 0
  const earlier = 'earlier' in budget ? budget.earlier : undefined
  const first = earlier?.[0]?.table ?? budget.table
  const planned = sum(careLines.map((line) => first.expenditure[line] ?? 0))
  if (!budget.exemption) return planned
  const { income, expenditure } = poolTotals(first, 'pooled')
  return fen(planned - Math.max(0, expenditure - income))
}

type Stated = { readonly lines: readonly StatedLine[] }

/**
 * What was due and what came in, as contribution stated the months of the year: bills less what was taken off them, and
 * premiums and subsidies less refunds. A year of which nothing was stated is measured by its budget.
 */
export const collectionOf = (
  stated: readonly Stated[],
  budget: Budget | undefined,
  during: Movements,
): YearEvidence['collection'] => {
  const lines = stated.flatMap((month) => month.lines)
  const of = (wanted: (line: StatedLine) => boolean) => sum(lines.filter(wanted).map(({ pooled }) => pooled))
  const issued = of(({ line, of: kind }) => line === 'issued' && kind !== 'late-fee')
  if (issued === 0)
    return {
      due: sum(collectionLines.map((line) => budget?.table.income[line] ?? 0)),
      collected: sum(collectionLines.map((line) => executedOf(during, line))),
    }
  return {
    due: fen(issued - of(({ line, of: kind }) => line === 'taken-off' && kind !== 'waiver')),
    collected: of(({ line, of: kind }) => (line === 'paid' || line === 'refunded') && kind === 'premium'),
  }
}

export const epidemicOf = (periods: readonly FundPeriod[]): YearEvidence['epidemic'] => ({
  claims: sum(periods.map(({ epidemic }) => epidemic?.claims ?? 0)),
  cost: sum(periods.map(({ epidemic }) => epidemic?.cost ?? 0)),
})
