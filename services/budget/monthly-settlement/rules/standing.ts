import type { FundYear, Month } from '#shared/calendar/day.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { VisitorStanding } from './settle-visitors.ts'
import { noVisitors } from './settle-visitors.ts'

/** Where an institution stands with a fund in a year, all amounts since January. */
export type Standing = {
  readonly institution: string
  readonly year: FundYear
  /** Owed by the basic pool for its claims: what the quota controls. */
  readonly controlled: Fen
  /** Of `controlled`, for stays; the rest is outpatient. */
  readonly inpatient: Fen
  /** What its method of payment makes of stays above (negative: below) what the pool owed for the claims. */
  readonly inpatientDifference: Fen
  readonly outpatientDifference: Fen
  /** Owed by other funds and personal accounts, which no quota controls. */
  readonly others: Fen
  /** What was taken back after audit cases; `controlled` and `others` are less by it. */
  readonly recovered: Fen
  /** Of what is controlled and its differences, what lies within the quota up to the month; the rest is suspended. */
  readonly within: Fen
  readonly suspended: Fen
  readonly deposits: Fen
  readonly ordered: Fen
  /** Taken back for the clearing of an earlier year. */
  readonly owedBack: Fen
  /** Not positive: what the institution owes back because more was taken back than was due to it. */
  readonly carried: Fen
  /** What it owed back when the year began. */
  readonly carriedIn: Fen
  /** The same of persons insured elsewhere; absent where the institution had none. */
  readonly visitors?: VisitorStanding
  readonly settledThrough: Month
}

/** What an institution owed back at the end of the year before: not positive. */
export type CarriedIn = { readonly own: Fen; readonly visitors: Fen }
export const nothingCarried: CarriedIn = { own: 0, visitors: 0 }

/** An institution's standing before its first settlement of a year. */
export const newStanding = (
  institution: string,
  year: FundYear,
  settledThrough: Month,
  { own: carriedIn, visitors }: CarriedIn = nothingCarried,
): Standing => ({
  institution,
  year,
  controlled: 0,
  inpatient: 0,
  inpatientDifference: 0,
  outpatientDifference: 0,
  others: 0,
  recovered: 0,
  within: 0,
  suspended: 0,
  deposits: 0,
  ordered: 0,
  owedBack: 0,
  carried: carriedIn,
  carriedIn,
  ...(visitors === 0 ? {} : { visitors: noVisitors(visitors) }),
  settledThrough,
})

/** What was accepted of a standing's care: the claims, and what the method made of them. */
export const accruedBy = (standing: Standing) => ({
  inpatient: standing.inpatient + standing.inpatientDifference,
  outpatient: standing.controlled - standing.inpatient + standing.outpatientDifference,
})

/** What the pool owed for a standing's claims, by kind of care. */
export const claimedBy = ({ controlled, inpatient }: Standing) => ({
  inpatient,
  outpatient: controlled - inpatient,
})
