import type { Day } from '#shared/calendar/day.ts'
import type { Employment } from '#shared/contracts/fields.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import type { AidCategory, Scheme } from '#shared/kernel/scheme.ts'

/** A person's coverage as enrolment last wrote it; a higher version replaces a lower one. */
export type CoveredPerson = {
  readonly personId: string
  readonly version: number
  readonly scheme: Scheme
  readonly city: CityCode
  readonly employment: Employment
  readonly employerId?: string | undefined
  readonly aid: AidCategory
  readonly birthOn: Day
  readonly from: Day
  readonly to: Day | null
}

/** Whether a coverage has a day in a period. */
export const isCoveredWithin = (person: CoveredPerson, first: Day, last: Day): boolean =>
  person.from <= last && (person.to === null || person.to >= first)
