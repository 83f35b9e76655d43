import type { Day, FundYear } from '#shared/calendar/day.ts'
import { firstDayOfYear, lastDayOfYear } from '#shared/calendar/day.ts'
import type { CareFiling } from './care-filings.ts'

/** A chronic or special disease that a person has registered (门诊慢特病), by its code; open at the end when `to` is null. */
export type RegisteredDisease = { readonly code: string; readonly from: Day; readonly to: Day | null }

/** What is registered of a person beside coverage, and plans ask about. */
export type Registrations = {
  readonly diseases: readonly RegisteredDisease[]
  /** Whether they have the civil servants' supplement (公务员医疗补助). */
  readonly civilServant: boolean
  /** What is recorded of care elsewhere; absent where nothing is. */
  readonly filings?: readonly CareFiling[]
  /** The first year of their enrolment without a gap, where it is known. */
  readonly enrolledSince?: FundYear
  /** The first year in which, as in all since, they claimed nothing, where it is known. */
  readonly claimFreeSince?: FundYear
}

/** Nothing is registered. */
export const noRegistrations: Registrations = { diseases: [], civilServant: false }

/** The registrations that matter in a year: of the diseases, those that hold on some of its days. */
export const registrationsIn = (
  { filings = [], ...registrations }: Registrations,
  year: FundYear,
): Registrations => {
  // A stay that ends in the year may have begun, and been filed, in the year before.
  const mattering = filings.filter(reachesInto(year, firstDayOfYear(year - 1)))
  return {
    ...registrations,
    diseases: registrations.diseases.filter(reachesInto(year, firstDayOfYear(year))),
    ...(mattering.length === 0 ? {} : { filings: mattering }),
  }
}

const reachesInto =
  (year: FundYear, since: Day) =>
  ({ from, to }: { readonly from: Day; readonly to: Day | null }): boolean =>
    from <= lastDayOfYear(year) && (to === null || to >= since)

/** The codes of the diseases registered on a day, each once. */
export const diseasesOn = ({ diseases }: Registrations, day: Day): ReadonlySet<string> =>
  new Set(
    diseases.filter(({ from, to }) => from <= day && (to === null || day <= to)).map(({ code }) => code),
  )
