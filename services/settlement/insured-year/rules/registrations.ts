import type { Day, FundYear } from '#shared/calendar/day.ts'
import { firstDayOfYear, lastDayOfYear } from '#shared/calendar/day.ts'
import type { CareFiling } from './care-filings.ts'

/** A chronic or special disease that a person has registered (门诊慢特病), by its code; open at the end when `to` is null. */
export type RegisteredDisease = {
  readonly code: string
  readonly from: Day
  readonly to: Day | null
  /** Absent for a chronic or special disease: hypertension or diabetes registered for its drugs alone (两病). */
  readonly kind?: 'two-diseases'
}

/** An institution that a person has contracted with (签约); open at the end when `to` is null. */
export type Contracted = { readonly institution: string; readonly from: Day; readonly to: Day | null }

/** What is registered of a person beside coverage, and plans ask about. */
export type Registrations = {
  readonly diseases: readonly RegisteredDisease[]
  /** Whether they have the civil servants' supplement (公务员医疗补助). */
  readonly civilServant: boolean
  /** What is recorded of care elsewhere; absent where nothing is. */
  readonly filings?: readonly CareFiling[]
  /** Institutions they have contracted with; absent where there are none. */
  readonly contracts?: readonly Contracted[]
  /** The first year of their enrolment without a gap, where it is known. */
  readonly enrolledSince?: FundYear
  /** The first year in which, as in all since, they claimed nothing, where it is known. */
  readonly claimFreeSince?: FundYear
}

/** Nothing is registered. */
export const noRegistrations: Registrations = { diseases: [], civilServant: false }

/** The registrations that matter in a year: of the diseases, those that hold on some of its days. */
export const registrationsIn = (
  { filings = [], contracts = [], ...registrations }: Registrations,
  year: FundYear,
): Registrations => {
  // A stay that ends in the year may have begun, and been filed, in the year before.
  const mattering = filings.filter(reachesInto(year, firstDayOfYear(year - 1)))
  const contracted = contracts.filter(reachesInto(year, firstDayOfYear(year)))
  return {
    ...registrations,
    diseases: registrations.diseases.filter(reachesInto(year, firstDayOfYear(year))),
    ...(mattering.length === 0 ? {} : { filings: mattering }),
    ...(contracted.length === 0 ? {} : { contracts: contracted }),
  }
}

const reachesInto =
  (year: FundYear, since: Day) =>
  ({ from, to }: { readonly from: Day; readonly to: Day | null }): boolean =>
    from <= lastDayOfYear(year) && (to === null || to >= since)

const holdsOn =
  (day: Day) =>
  ({ from, to }: { readonly from: Day; readonly to: Day | null }): boolean =>
    from <= day && (to === null || day <= to)

/** The codes of the diseases registered of a kind on a day, each once: chronic and special ones unless said. */
export const diseasesOn = (
  { diseases }: Registrations,
  day: Day,
  wanted: RegisteredDisease['kind'] = undefined,
): ReadonlySet<string> =>
  new Set(
    diseases
      .filter(({ kind }) => kind === wanted)
      .filter(holdsOn(day))
      .map(({ code }) => code),
  )

/** Whether the person has contracted with an institution on a day. */
export const isContracted = ({ contracts = [] }: Registrations, institution: string, day: Day): boolean =>
  contracts.filter(holdsOn(day)).some((contract) => contract.institution === institution)
