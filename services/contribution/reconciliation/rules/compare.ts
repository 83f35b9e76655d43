import type { Day } from '#shared/calendar/day.ts'
import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'

/** A payment of a day in one of the two lists; a refund is negative. */
export type DayLine = { readonly paymentId: string; readonly amount: Fen; readonly on: Day }

export const differenceKinds = [
  'ours-only',
  'theirs-only',
  'theirs-twice',
  'amount-differs',
  'day-differs',
] as const
export type DifferenceKind = (typeof differenceKinds)[number]

/** Where the two lists of a day differ in one payment. */
export type Found = {
  readonly kind: DifferenceKind
  readonly paymentId: string
  readonly ours?: { readonly amount: Fen; readonly on: Day }
  readonly theirs?: { readonly amount: Fen; readonly on: Day }
}

const moneyOf = ({ amount, on }: DayLine) => ({ amount, on })

/**
 * Compares the tax authority's list of a day with ours, line by line.
 * @param elsewhere payments of the same city that we have under another day
 */
export const compareDay = (
  ours: readonly DayLine[],
  theirs: readonly DayLine[],
  elsewhere: ReadonlyMap<string, DayLine>,
): Found[] => {
  const own = new Map(ours.map((line) => [line.paymentId, line]))
  const seen = new Set<string>()
  const found = theirs.flatMap((line): Found[] => {
    const { paymentId } = line
    const said = { paymentId, theirs: moneyOf(line) }
    if (seen.has(paymentId)) return [{ kind: 'theirs-twice', ...said }]
    seen.add(paymentId)
    const here = own.get(paymentId)
    if (here)
      return here.amount === line.amount ? [] : [{ kind: 'amount-differs', ...said, ours: moneyOf(here) }]
    const there = elsewhere.get(paymentId)
    return [there ? { kind: 'day-differs', ...said, ours: moneyOf(there) } : { kind: 'theirs-only', ...said }]
  })
  const missing = ours
    .filter(({ paymentId }) => !seen.has(paymentId))
    .map((line): Found => ({ kind: 'ours-only', paymentId: line.paymentId, ours: moneyOf(line) }))
  return [...found, ...missing]
}

/** By how much a difference makes their sum of the day more than ours. */
export const effectOf = ({ kind, ours, theirs }: Found): Fen => {
  const here = kind === 'day-differs' ? 0 : (ours?.amount ?? 0)
  return (theirs?.amount ?? 0) - here
}

/** Whether the differences explain what their sum is beyond ours: to the fen. */
export const isTied = (ours: Fen, theirs: Fen, found: readonly Found[]): boolean =>
  ours + sum(found.map(effectOf)) === theirs
