import type { Day } from '#shared/calendar/day.ts'
import type { YearEvidence } from '#shared/contracts/budget.ts'
import type { PolicyChangePriced } from '#shared/contracts/settlement.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { CityFundYear } from '../keys.ts'
import { keyIn, numberedIn, pricingPartition } from '../keys.ts'

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
  /** What causes of a gap are proved by; absent on what earlier releases cleared. */
  readonly evidence?: YearEvidence
}

export const clearedYears = defineRecord<ClearedYear, CityFundYear>({
  kind: 'cleared-year',
  key: keyIn('CLEARED'),
})

/** A cleared year whose final accounts were approved. */
export type FinalisedYear = CityFundYear & {
  readonly eventId: string
  readonly finalisedOn: Day
  readonly income: Fen
  readonly expenditure: Fen
}

export const finalisedYears = defineRecord<FinalisedYear, CityFundYear>({
  kind: 'finalised-year',
  key: keyIn('FINALISED'),
})

/** A year whose final accounts were corrected: what it came to by then. Each correction is counted, and the last one stands. */
export type CorrectedYear = CityFundYear & {
  readonly eventId: string
  readonly part: number
  readonly correctedOn: Day
  readonly income: Fen
  readonly expenditure: Fen
}

export const correctedYears = defineRecord<CorrectedYear, CityFundYear & { readonly part: number }>({
  kind: 'corrected-year',
  key: numberedIn('CORRECTED'),
})

/** The last correction of a year; undefined where there is none. */
export const lastCorrection = async (store: Store, of: CityFundYear): Promise<CorrectedYear | undefined> => {
  const { pk, sk } = keyIn('CORRECTED')(of)
  const all = await Array.fromAsync(correctedYears.list(store, pk, { prefix: sk }))
  return all.reduce<CorrectedYear | undefined>(
    (last, each) => (last === undefined || each.part > last.part ? each : last),
    undefined,
  )
}

/** The published score of a year's budget. */
export type Performance = CityFundYear & {
  readonly eventId: string
  readonly score: number
  readonly publishedOn: Day
}

export const performances = defineRecord<Performance, CityFundYear>({
  kind: 'published-score',
  key: keyIn('PERFORMANCE'),
})

export const policyPricings = defineRecord<PolicyChangePriced>({
  kind: 'priced-change',
  key: (pricing) => ({ pk: pricingPartition(pricing), sk: pricing.pricingId }),
})

/** The policy changes that were priced on a fund's claims of a year or of the one before. */
export const pricingsFor = async (store: Store, of: CityFundYear): Promise<PolicyChangePriced[]> => {
  const years = [of.year - 1, of.year].map((year) => ({ ...of, year }))
  const found = await Promise.all(
    years.map((each) => Array.fromAsync(policyPricings.list(store, pricingPartition(each)))),
  )
  return found.flat()
}
