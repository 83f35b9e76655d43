import type { FundYear, Month } from '#shared/calendar/day.ts'
import type { Fen } from '#shared/money/fen.ts'

/** Where an institution stands with a fund in a year, all amounts since January. */
export type Standing = {
  readonly institution: string
  readonly year: FundYear
  /** Owed by the basic pool: what the quota controls. */
  readonly controlled: Fen
  /** Owed by other funds and personal accounts, which no quota controls. */
  readonly others: Fen
  /** Of `controlled`, what lies within the quota up to the month; the rest is suspended. */
  readonly within: Fen
  readonly suspended: Fen
  readonly deposits: Fen
  readonly ordered: Fen
  /** Not positive: what the institution owes back because more was taken back than was due to it. */
  readonly carried: Fen
  /** What it owed back when the year began. */
  readonly carriedIn: Fen
  readonly settledThrough: Month
}

/** An institution's standing before its first settlement of a year. */
export const newStanding = (
  institution: string,
  year: FundYear,
  settledThrough: Month,
  carriedIn: Fen,
): Standing => ({
  institution,
  year,
  controlled: 0,
  others: 0,
  within: 0,
  suspended: 0,
  deposits: 0,
  ordered: 0,
  carried: carriedIn,
  carriedIn,
  settledThrough,
})
