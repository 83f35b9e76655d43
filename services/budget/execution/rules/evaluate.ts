import type * as z from 'zod'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Execution } from './execution.ts'
import type { thresholdTable, WarningLevel } from './thresholds.ts'
import { levelOf } from './thresholds.ts'

export const indicators = ['months-payable', 'budget-pace'] as const
export type Indicator = (typeof indicators)[number]

/** The thresholds in force of an indicator, and the article they come from. */
export type Thresholds = {
  readonly table: z.output<typeof thresholdTable>
  readonly cites: string
}
export type ThresholdBook = Readonly<Record<Indicator, Thresholds>>

/** What an indicator says, with the figures it says it on. */
export type Signal = {
  readonly indicator: Indicator
  readonly level: WarningLevel
  readonly figures: Readonly<Record<string, number>>
  readonly article: string
}

/** What the indicators of a fund are judged by. */
export type IndicatorFigures = Pick<Execution, 'monthsPayable' | 'pace'> & {
  readonly closing: Fen
  readonly cost: Fen
}

const figureOf = (indicator: Indicator, { monthsPayable, pace, closing, cost }: IndicatorFigures) => {
  switch (indicator) {
    case 'months-payable':
      return monthsPayable === null
        ? undefined
        : { figure: monthsPayable, figures: { monthsPayable, balance: closing, expenditure: cost } }
    case 'budget-pace':
      return pace === null ? undefined : { figure: pace.ahead, figures: { ...pace } }
  }
}

/** Judges a fund by every indicator that has a figure. A deficit of some months is none: only balance and pace are. */
export const signalsOf = (scheme: Scheme, judged: IndicatorFigures, book: ThresholdBook): Signal[] =>
  indicators.flatMap((indicator) => {
    const found = figureOf(indicator, judged)
    if (!found) return []
    const { table, cites } = book[indicator]
    const level = levelOf(found.figure, table[scheme])
    return [{ indicator, level, figures: found.figures, article: cites }]
  })

/** The signals whose level differs from the one last raised: a warning is raised once for each change. */
export const changedSignals = (
  signals: readonly Signal[],
  raised: Readonly<Partial<Record<Indicator, WarningLevel>>>,
): Signal[] => signals.filter(({ indicator, level }) => level !== (raised[indicator] ?? 'normal'))
