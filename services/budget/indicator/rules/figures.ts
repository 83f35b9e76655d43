import type { FundYear, Month } from '#shared/calendar/day.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import type { Level, VolumeFigure } from '../../claims/rules/volumes.ts'
import {
  awayName,
  awayPlaces,
  levels,
  volumeCares,
  volumeFigures,
  volumeName,
} from '../../claims/rules/volumes.ts'
import type { Execution } from '../../execution/rules/execution.ts'
import { poolExecution } from '../../execution/rules/execution.ts'
import { lastPeriodOf } from '../../ledger/rules/period.ts'
import type { FundPeriod } from '../../ledger/rules/year-periods.ts'
import { movementsOfYear } from '../../ledger/rules/year-periods.ts'

/**
 * What the indicators of a fund's month are worked out of, figure by figure: amounts in fen, persons, stays, days. Every
 * one of them adds up over cities, so that the province's indicators are those of the sums.
 */
export type Figures = Readonly<Record<string, number>>

/** The sum of figures, name by name; what one does not say counts nothing. */
export const addFigures = (all: readonly Figures[]): Figures => {
  const total: Record<string, number> = {}
  for (const figures of all)
    for (const [name, figure] of Object.entries(figures)) total[name] = (total[name] ?? 0) + figure
  return total
}

export const at = (figures: Figures, name: string): number => figures[name] ?? 0

/** The names of figures of care at institutions of a level; of all levels together without one. */
export const careName = (care: (typeof volumeCares)[number], figure: VolumeFigure, level?: Level): string =>
  [care, figure, ...(level === undefined ? [] : [level])].join('-')

/** The periods of a month's year up to it: December with what was booked to close the year. */
const periodsOfYear = <Of extends Pick<FundPeriod, 'period'>>(periods: readonly Of[], month: Month): Of[] =>
  periods.filter(({ period }) => period >= `${month.slice(0, 4)}-01` && period <= lastPeriodOf(month))

/** How often the books of a fund's year were written in up to a month: what tells whether they moved since. */
export const entriesThrough = (
  periods: readonly Pick<FundPeriod, 'period' | 'entries'>[],
  month: Month,
): number => sum(periodsOfYear(periods, month).map(({ entries }) => entries))

const careFigures = (periods: readonly FundPeriod[]): Figures => {
  const counted = addFigures(periods.map(({ volumes = {} }) => volumes))
  const ofLevels = volumeCares.flatMap((care) =>
    volumeFigures.flatMap((figure) =>
      levels.map(
        (level) => [careName(care, figure, level), at(counted, volumeName(care, level, figure))] as const,
      ),
    ),
  )
  const together = volumeCares.flatMap((care) =>
    volumeFigures.map(
      (figure) =>
        [
          careName(care, figure),
          sum(levels.map((level) => at(counted, volumeName(care, level, figure)))),
        ] as const,
    ),
  )
  const away = awayPlaces.flatMap((place) =>
    (['claims', 'total', 'fund'] as const).map(
      (figure) => [`away-${place}-${figure}`, at(counted, awayName(place, figure))] as const,
    ),
  )
  return Object.fromEntries([...ofLevels, ...together, ...away])
}

/** The books of the year, and of the same months of the year before. */
export const ledgerFigures = (
  execution: Execution,
  periods: readonly FundPeriod[],
  { year, month }: { readonly year: FundYear; readonly month: Month },
): Figures => {
  const monthBefore = `${year - 1}${month.slice(4)}`
  const { before, during } = movementsOfYear(periods, year - 1, lastPeriodOf(monthBefore))
  const last = poolExecution(before, during, 'pooled')
  const { opening, income, expenditure, current, closing, cost, forecast, account, owed } = execution
  const pooled = execution.lines.filter(({ pool }) => pool === 'pooled')
  return {
    ...{ opening, income, expenditure, current, balance: closing, cost },
    ...{ accountBalance: account.closing, suspended: owed.suspended, owed: owed.total },
    ...{ forecastCurrent: forecast.current, forecastBalance: forecast.closing },
    ...{ incomeBefore: last.income, expenditureBefore: last.expenditure },
    planned: sum(pooled.flatMap(({ kind, budget }) => (kind === 'expenditure' ? [budget] : []))),
    ...Object.fromEntries(
      pooled.flatMap(({ line, budget, executed }) => [
        [`budget-${line}`, budget],
        [`executed-${line}`, executed],
      ]),
    ),
    ...careFigures(periodsOfYear(periods, month)),
  }
}

type Heads = readonly { readonly scheme: string; readonly employment: string; readonly persons: number }[]

/** Who is insured in the fund on the last day of the month, as enrolment counted them. */
export const headFigures = (heads: Heads): Figures => {
  const persons = (of: (employment: string) => boolean) =>
    sum(heads.filter(({ employment }) => of(employment)).map((each) => each.persons))
  return {
    insured: persons(() => true),
    working: persons((as) => as === 'employed' || as === 'flexible'),
    retired: persons((as) => as === 'retired'),
  }
}

type Stated = {
  readonly lines: readonly {
    readonly line: string
    readonly of: string
    readonly pooled: Fen
    readonly account: Fen
  }[]
  readonly balances: readonly { readonly closing: Fen }[]
}

/** What was collected of premiums and subsidies in the months stated, and what stands open at the end of the last. */
export const collectionFigures = (months: readonly Stated[]): Figures => ({
  collected: sum(
    months.flatMap(({ lines }) =>
      lines
        .filter(({ line, of }) => (line === 'paid' || line === 'refunded') && of === 'premium')
        .map(({ pooled, account }) => fen(pooled + account)),
    ),
  ),
  // What one payer has paid too much, or on bills older than the first month stated, pays no bill of another.
  openBills: sum(
    months.slice(-1).flatMap(({ balances }) => balances.map(({ closing }) => Math.max(0, closing))),
  ),
})

/** What institutions come to in the year under their quotas, as their monthly settlements have it. */
export const quotaFigures = (
  standings: readonly { readonly within: Fen; readonly suspended: Fen }[],
): Figures => ({
  withinQuota: sum(standings.map(({ within }) => within)),
  aboveQuota: sum(standings.map(({ suspended }) => suspended)),
  institutions: standings.length,
  institutionsAbove: standings.filter(({ suspended }) => suspended > 0).length,
})

/** What the points of the year before were paid out of when it was cleared, pool by pool. */
export const pointFigures = (
  pools: readonly { readonly pool: string; readonly fund: Fen; readonly points: number }[],
): Figures =>
  Object.fromEntries(
    pools
      .filter(({ points }) => points > 0)
      .flatMap(({ pool, fund, points }) => [
        [`pointsFund-${pool}`, fund],
        [`points-${pool}`, points],
      ]),
  )
