import { warnedIndicators } from '#shared/contracts/budget.ts'
import type { Indicator, IndicatorValue } from '../../indicator/rules/definitions.ts'
import { toldFigures } from '../../indicator/rules/definitions.ts'
import type { Thresholds, WarningLevel } from './thresholds.ts'
import { levelOf, rankOf } from './thresholds.ts'

/** The indicators that a fund is warned by; each has a table of thresholds in the policy. */
export const judgedIndicators = warnedIndicators satisfies readonly Indicator[]
export type JudgedIndicator = (typeof judgedIndicators)[number]

/** The thresholds in force of an indicator for a scheme, and the article they come from. */
export type ThresholdsInForce = { readonly table: Thresholds; readonly cites: string }
export type ThresholdBook = Readonly<Record<JudgedIndicator, ThresholdsInForce>>

/** What an indicator says, with the figures it says it on. */
export type Signal = {
  readonly indicator: JudgedIndicator
  readonly level: WarningLevel
  readonly figures: Readonly<Record<string, number>>
  readonly article: string
}

/** The level last raised of each indicator; normal where none was. */
export type LevelsBefore = Readonly<Partial<Record<JudgedIndicator, WarningLevel>>>

/** Judges a fund by every indicator that has a figure and is judged by then. */
export const signalsOf = (
  values: readonly IndicatorValue[],
  {
    book,
    month,
    before,
  }: { readonly book: ThresholdBook; readonly month: number; readonly before: LevelsBefore },
): Signal[] =>
  judgedIndicators.flatMap((indicator) => {
    const found = values.find((each) => each.indicator === indicator)
    const { table, cites } = book[indicator]
    if (!found || found.value === null || month < (table.fromMonth ?? 1)) return []
    const level = levelOf(found.value, table, before[indicator])
    return [{ indicator, level, figures: toldFigures(found), article: cites }]
  })

/** The signals whose level differs from the one last raised: a warning is raised once for each change. */
export const changedSignals = (signals: readonly Signal[], before: LevelsBefore): Signal[] =>
  signals.filter(({ indicator, level }) => level !== (before[indicator] ?? 'normal'))

/** Whether a level is graver than another. */
export const isGraver = (level: WarningLevel, than: WarningLevel): boolean => rankOf(level) > rankOf(than)
