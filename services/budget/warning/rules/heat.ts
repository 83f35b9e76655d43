import type { Month } from '#shared/calendar/day.ts'
import { lastDayOf } from '#shared/calendar/day.ts'
import type { JudgedIndicator } from './evaluate.ts'
import type { WarningLevel } from './thresholds.ts'
import { rankOf } from './thresholds.ts'

type Raised = { readonly indicator: JudgedIndicator; readonly level: WarningLevel; readonly on: string }

/** The gravest level of a fund at the end of a month, and the indicators that are on it. */
export type HeatMonth = {
  readonly month: Month
  readonly level: WarningLevel
  readonly indicators: readonly JudgedIndicator[]
}

/** How a fund stood at the end of each month, by what was raised up to then. */
export const heatOf = (raised: readonly Raised[], months: readonly Month[]): HeatMonth[] =>
  months.map((month) => {
    const until = lastDayOf(month)
    const levels = new Map<JudgedIndicator, WarningLevel>()
    for (const each of raised.toSorted((a, b) => (a.on < b.on ? -1 : 1)))
      if (each.on <= until) levels.set(each.indicator, each.level)
    const level = [...levels.values()].reduce<WarningLevel>(
      (gravest, each) => (rankOf(each) > rankOf(gravest) ? each : gravest),
      'normal',
    )
    const indicators = [...levels]
      .filter(([, each]) => each === level && level !== 'normal')
      .map(([name]) => name)
    return { month, level, indicators }
  })
