import type { Day } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { CityFundYear } from '../keys.ts'
import { keyIn } from '../keys.ts'

/** What of a closed year decides on levies and allocations. */
export const figureNames = [
  'pooledCollection',
  'income',
  'expenditure',
  'plannedExpenditure',
  'openingBalance',
  'closingBalance',
] as const

/** A closed fund year, as the budget service told it. */
export type ClosedYear = CityFundYear & { readonly eventId: string } & {
  readonly [Name in (typeof figureNames)[number]]: Fen
}

export const closedYears = defineRecord<ClosedYear, CityFundYear>({
  kind: 'closed-year',
  key: keyIn('YEARS'),
})

/** A fund year that is cleared with every institution, and what that adds to what was booked in it. */
export type ClearedYear = CityFundYear & {
  readonly eventId: string
  readonly clearedOn: Day
  readonly income: Fen
  readonly expenditure: Fen
}

export const clearedYears = defineRecord<ClearedYear, CityFundYear>({
  kind: 'cleared-year',
  key: keyIn('CLEARED'),
})
