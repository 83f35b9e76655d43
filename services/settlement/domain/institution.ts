import type { Day } from '#shared/calendar/day.ts'

export const hospitalLevels = [1, 2, 3] as const
export type HospitalLevel = (typeof hospitalLevels)[number]

/** A time between two days, both included; open at the end when `to` is null. */
export type Period = { readonly from: Day; readonly to: Day | null }

/** A designated institution and its service agreement, as known when the claim is settled. */
export type Institution = {
  readonly code: string
  /** Division code of where it stands, in or outside the province. */
  readonly city: string
  readonly level: HospitalLevel
  /** A level-3 hospital run by the province; other level-3 hospitals are a city's. */
  readonly provincial?: boolean
  /** What kind of institution it is registered as; a `pharmacy` sells, and treats nobody. */
  readonly category?: string
  /** The service agreement; null when it has none. */
  readonly agreement: (Period & { readonly suspended?: readonly Period[] }) | null
}

/** Whether an institution only sells. */
export const isPharmacy = ({ category }: Institution): boolean => category === 'pharmacy'

/** Whether a day lies in a period. */
export const covers = (period: Period, day: Day): boolean =>
  period.from <= day && (period.to === null || day <= period.to)
