import { addDays, type Day } from '#shared/calendar/day.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import type { Overdue } from '#shared/kernel/wait.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { numberAt } from '#shared/policy/policy.ts'
import type { ExpenditureLine } from '../ledger/rules/chart.ts'
import { expenditureLines } from '../ledger/rules/chart.ts'
import type { Movements } from '../ledger/rules/movements.ts'
import { movementsIn } from '../ledger/rules/movements.ts'
import { fundOf, text } from '../ledger/rules/recorded.ts'
import type { BudgetTable } from './rules/budget.ts'
import { budgets } from './store.ts'

/** A line of an open year that came to its budget, or above it, and the first day of the month in which it did. */
export type ReachedLine = {
  /** City, scheme and year. */
  readonly where: string
  readonly line: ExpenditureLine
  readonly over: Fen
  readonly since: Day
}

type Spent = readonly { readonly period: string; readonly movements: Movements }[]

const reachedIn = (where: string, { expenditure }: BudgetTable, periods: Spent): ReachedLine[] =>
  expenditureLines.flatMap((line) => {
    const budget = expenditure[line] ?? 0
    let executed = 0
    let since: Day | undefined
    for (const { period, movements } of periods) {
      executed += movements[line] ?? 0
      const isReached = executed > 0 && executed >= budget
      since = isReached ? (since ?? `${period}-01`) : undefined
    }
    return since === undefined ? [] : [{ where, line, over: fen(executed - budget), since }]
  })

/** Finds the lines of open years that reached their budgets, as records are seen in any order. */
export const startReachedLines = () => {
  const approved = new Map<string, BudgetTable>()
  const spent = new Map<string, { period: string; movements: Movements }[]>()
  return {
    see: (item: RecordedItem): void => {
      if (item.kind === 'fund-period') {
        const period = text(item, 'period')
        const where = `${fundOf(item)} ${period.slice(0, 4)}`
        spent.set(where, [...(spent.get(where) ?? []), { period, movements: movementsIn(item) }])
      }
      if (!budgets.is(item)) return
      const { fund, year, status, table } = budgets.from(item)
      if (status === 'approved' || status === 'adjusting')
        approved.set(`${fund.city} ${fund.scheme} ${year}`, table)
    },
    finish: (): ReachedLine[] =>
      [...approved].flatMap(([where, table]) => {
        const periods = (spent.get(where) ?? []).toSorted((a, b) => a.period.localeCompare(b.period))
        return reachedIn(where, table, periods)
      }),
  }
}

/** The lines above their budgets for longer than the policy takes it, for which nobody approved an adjustment. */
export const overrunsLate = (reached: readonly ReachedLine[], policy: Policy, on: Day): Overdue[] =>
  reached
    .filter(({ over }) => over > 0)
    .map(({ where, line, since }) => ({
      wait: 'budget.overruns-are-adjusted',
      where: `${where} ${line}`,
      since,
      until: addDays(since, numberAt(policy, 'budget.overrun_days', { on: since })),
    }))
    .filter(({ until }) => until < on)
