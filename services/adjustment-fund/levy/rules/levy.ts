import type { Day } from '#shared/calendar/day.ts'
import { daysBetween } from '#shared/calendar/day.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import type { Rate } from '#shared/money/rate.ts'
import { Exact, times } from '#shared/money/rate.ts'

/** The dated rule a levy is assessed by, as it stood. */
export type LevyRule = {
  readonly rate: string
  /** Accumulated fund over the province's collection of the year before, from which nothing is levied. */
  readonly pauseLine: string
  /** Days a city has to remit. */
  readonly remittanceDays: number
}

/** A city's levy: due, or why there is none. */
export type Assessment =
  | { readonly status: 'due'; readonly amount: Fen }
  | { readonly status: 'paused'; readonly amount: 0 }
  | { readonly status: 'nothing-collected'; readonly amount: 0 }

/** Whether the accumulated fund has reached the pause line: 100.0 of 1,000 at 10 % has, 99.9 has not. */
export const hasReachedPauseLine = (accumulated: Fen, provincialCollection: Fen, pauseLine: Rate): boolean =>
  new Exact(provincialCollection).times(pauseLine).lessThanOrEqualTo(accumulated)

/** What was taken of a city's levy of a year before: in how many parts, which share of it, and how much. */
export type LeviedBefore = { readonly instalments: number; readonly share: string; readonly amount: Fen }

export const notLevied: LeviedBefore = { instalments: 0, share: '0', amount: 0 }

/** What is left of a year's levy after the parts before. */
export const restOf = ({ share }: LeviedBefore): string => new Exact(1).minus(share).toString()

/**
 * Assesses a city's levy, or a part of it, on its own pooled collection of the year before, all amounts in fen
 * (皖政办〔2024〕3号 一(五)). The pause looks at the whole province, the base at the city. A part is whole or nothing, so the
 * fund may pass the line with the levy that reaches it. All parts together are the year's levy, to the fen: each is what
 * the parts so far come to, less what was taken before.
 */
export const assessLevy = ({
  cityCollection,
  provincialCollection,
  accumulated,
  rate,
  pauseLine,
  share = '1',
  before = notLevied,
}: {
  readonly cityCollection: Fen
  readonly provincialCollection: Fen
  readonly accumulated: Fen
  readonly rate: Rate
  readonly pauseLine: Rate
  /** Which part of the year's levy it is, and what the parts before came to; all of it when absent. */
  readonly share?: Rate
  readonly before?: LeviedBefore
}): Assessment => {
  if (hasReachedPauseLine(accumulated, provincialCollection, pauseLine))
    return { status: 'paused', amount: 0 }
  const through = new Exact(rate).times(new Exact(before.share).plus(share))
  const amount = cityCollection > 0 ? fen(times(cityCollection, through) - before.amount) : 0
  return amount > 0 ? { status: 'due', amount } : { status: 'nothing-collected', amount: 0 }
}

/** What a levy costs that is remitted after its last day: its rate for each day from then on, rounded once; else nothing. */
export const lateFeeOf = (
  amount: Fen,
  { dueOn, remittedOn, rate }: { readonly dueOn: Day; readonly remittedOn: Day; readonly rate: Rate },
): { readonly days: number; readonly fee: Fen } => {
  const days = Math.max(0, daysBetween(dueOn, remittedOn))
  return { days, fee: times(amount, new Exact(rate).times(days)) }
}

/** How many reminders are due of a levy that is not remitted by a day. */
export const remindersDue = (dueOn: Day, on: Day, everyDays: number): number =>
  Math.max(0, Math.floor(daysBetween(dueOn, on) / everyDays))
