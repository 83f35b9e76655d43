import type { Fen } from '#shared/money/fen.ts'
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

/**
 * Assesses a city's levy on its own pooled collection of the year before, all amounts in fen (皖政办〔2024〕3号 一(五)). The
 * pause looks at the whole province, the base at the city. A levy is whole or nothing, so the fund may pass the line
 * with the levy that reaches it.
 */
export const assessLevy = ({
  cityCollection,
  provincialCollection,
  accumulated,
  rate,
  pauseLine,
}: {
  readonly cityCollection: Fen
  readonly provincialCollection: Fen
  readonly accumulated: Fen
  readonly rate: Rate
  readonly pauseLine: Rate
}): Assessment => {
  if (hasReachedPauseLine(accumulated, provincialCollection, pauseLine))
    return { status: 'paused', amount: 0 }
  const amount = cityCollection > 0 ? times(cityCollection, rate) : 0
  return amount > 0 ? { status: 'due', amount } : { status: 'nothing-collected', amount: 0 }
}
