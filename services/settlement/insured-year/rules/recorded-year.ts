import type { FundYear } from '#shared/calendar/day.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { InsuredYear } from './insured-year.ts'
import { newInsuredYear } from './insured-year.ts'
import type { Trail } from './trail.ts'
import { noTrail } from './trail.ts'

/** An insured-year as it is kept: with what came to the personal account and went over to the next year, and on which bills. */
export type RecordedYear = {
  readonly state: InsuredYear
  /** Everything credited in the year: the balance is this, with what was carried in, less what claims took and went out. */
  readonly credited: Fen
  /**
   * Digests of the bills credited, so that none is credited twice; at most one a bill, a dozen or so a year. A bill that
   * money was paid back on has its latest turn behind a colon: an even one stands for nothing.
   */
  readonly creditedBills: readonly string[]
  /** What was taken back of credits since their bills were refunded: so much may be owed to the account at most. */
  readonly withdrawn?: Fen
  /** What interest and payouts made of the account; absent until there were any. */
  readonly moved?: Fen
  /** What the account brought over from the year before; absent until it did. */
  readonly carriedIn?: Fen
  /** What went over to the year after; absent until that took over the account. */
  readonly carriedOut?: Fen
  /** How its claims are found again. */
  readonly trail: Trail
}

/** A year of a person. */
export type PersonYear = Pick<InsuredYear, 'personId' | 'year'>

/** What a person's year goes by among others. */
export const yearName = ({ personId, year }: PersonYear): string => `${personId} ${year}`

/** Nothing recorded yet of a person's year. */
export const newRecordedYear = (personId: string, year: FundYear): RecordedYear => ({
  state: newInsuredYear(personId, year),
  credited: 0,
  creditedBills: [],
  trail: noTrail,
})
