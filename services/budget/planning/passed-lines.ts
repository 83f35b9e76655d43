import type { Day, FundYear } from '#shared/calendar/day.ts'
import { addDays, yearOf } from '#shared/calendar/day.ts'
import { emitMetrics } from '#shared/edge/function/metrics.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Fen } from '#shared/money/fen.ts'
import { passedLineKey } from '../keys.ts'
import { readPeriodsAmong } from '../ledger/periods.ts'
import type { ExpenditureLine } from '../ledger/rules/chart.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { FundPeriod } from '../ledger/rules/year-periods.ts'
import { movementsOfYear } from '../ledger/rules/year-periods.ts'
import type { Budget } from './rules/budget.ts'
import { overrunsOf } from './rules/overrun.ts'
import { readBudget } from './store.ts'

/** A line of a year that passed what was approved for it, told once for each approved budget. */
export type PassedLine = Fund & {
  readonly year: FundYear
  readonly line: ExpenditureLine
  /** 1 is the budget as it was first approved; each adjustment counts one more. */
  readonly approval: number
  readonly budget: Fen
  readonly executed: Fen
  readonly on: Day
}

export const passedLines = defineRecord<
  PassedLine,
  Pick<PassedLine, 'city' | 'scheme' | 'year' | 'approval' | 'line'>
>({
  kind: 'line-passed',
  key: ({ city, scheme, year, approval, line }) => passedLineKey({ city, scheme }, year, approval, line),
})

/** What the count of passed lines is kept under, for the alarm. */
export const watchLines = 'watch-lines'

const approvalOf = ({ earlier = [] }: Extract<Budget, { status: 'approved' | 'adjusting' }>): number =>
  earlier.length + 1

/** The lines of an open year that passed what is approved now. */
const passedOf = (
  budget: Budget | undefined,
  executed: Parameters<typeof overrunsOf>[1],
  on: Day,
): PassedLine[] => {
  if (budget?.status !== 'approved' && budget?.status !== 'adjusting') return []
  const { fund, year, table } = budget
  return overrunsOf(table, executed).map(({ line, over }) => {
    const planned = table.expenditure[line] ?? 0
    return {
      ...fund,
      year,
      line,
      approval: approvalOf(budget),
      budget: planned,
      executed: planned + over,
      on,
    }
  })
}

/**
 * Tells the lines of a fund's year that passed what was approved for them: each once, and again when the budget was
 * adjusted and passed again. What is told is an event, and counted for the alarm. Answers the lines that are new.
 */
export const tellPassedLines = async (
  store: Store,
  {
    fund,
    year,
    on,
    periods,
  }: {
    readonly fund: Fund
    readonly year: FundYear
    readonly on: Day
    /** The fund's periods, where they were read. */
    readonly periods?: readonly FundPeriod[]
  },
): Promise<PassedLine[]> => {
  const { budget } = await readBudget(store, fund, year)
  const own = periods ?? (await readPeriodsAmong(store, fund, { from: `${year}-01`, to: `${year}-13` }))
  const { during } = movementsOfYear(own, year)
  const told: PassedLine[] = []
  for (const passed of passedOf(budget, during, on)) {
    const { status } = await store.write([passedLines.create(passed)])
    if (status === 'written') told.push(passed)
  }
  if (told.length > 0) emitMetrics(watchLines, { LinesPassed: told.length })
  return told
}

/** For so long after its end a year may still be open. */
const openAfterItsEnd = 120

/** The years of a day whose budgets may still be executed. */
export const openYears = (on: Day): FundYear[] => [
  ...new Set([yearOf(addDays(on, -openAfterItsEnd)), yearOf(on)]),
]
