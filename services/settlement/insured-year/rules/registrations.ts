import type { Day, FundYear } from '#shared/calendar/day.ts'
import { firstDayOfYear, lastDayOfYear } from '#shared/calendar/day.ts'

/** A chronic or special disease that a person has registered (门诊慢特病), by its code; open at the end when `to` is null. */
export type RegisteredDisease = { readonly code: string; readonly from: Day; readonly to: Day | null }

/** What is registered of a person beside coverage, and plans ask about. */
export type Registrations = {
  readonly diseases: readonly RegisteredDisease[]
  /** Whether they have the civil servants' supplement (公务员医疗补助). */
  readonly civilServant: boolean
  /** The first year of their enrolment without a gap, where it is known. */
  readonly enrolledSince?: FundYear
  /** The first year in which, as in all since, they claimed nothing, where it is known. */
  readonly claimFreeSince?: FundYear
}

/** Nothing is registered. */
export const noRegistrations: Registrations = { diseases: [], civilServant: false }

/** The registrations that matter in a year: of the diseases, those that hold on some of its days. */
export const registrationsIn = (registrations: Registrations, year: FundYear): Registrations => ({
  ...registrations,
  diseases: registrations.diseases.filter(
    ({ from, to }) => from <= lastDayOfYear(year) && (to === null || to >= firstDayOfYear(year)),
  ),
})

/** The codes of the diseases registered on a day, each once. */
export const diseasesOn = ({ diseases }: Registrations, day: Day): ReadonlySet<string> =>
  new Set(
    diseases.filter(({ from, to }) => from <= day && (to === null || day <= to)).map(({ code }) => code),
  )
