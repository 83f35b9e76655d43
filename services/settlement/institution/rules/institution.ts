import type { Day, FundYear } from '#shared/calendar/day.ts'
import { yearOf } from '#shared/calendar/day.ts'
import type { HospitalLevel } from '../../insured-year/rules/care.ts'

/** A time between two days, both included; open at the end when `to` is null. */
export type Period = { readonly from: Day; readonly to: Day | null }

/** When claims of an institution are admitted: on the days of a period that lie in none of its suspensions. */
export type Agreement = Period & { readonly suspended?: readonly Period[] }

/** The agreement of one fund year, as it is signed and changed in the budget service. */
export type YearAgreement = Agreement & { readonly year: FundYear }

/** What an institution is registered as: claims are judged by it. */
export type InstitutionTerms = {
  /** Its name, where it is known. */
  readonly name?: string
  /** Division code of where it stands, in or outside the province. */
  readonly city: string
  readonly level: HospitalLevel
  /** A level-3 hospital run by the province; other level-3 hospitals are a city's. */
  readonly provincial?: boolean
  /** What kind of institution it is registered as; a `pharmacy` sells, and treats nobody. */
  readonly category?: string
  /** The agreement it is registered with; null when it has none. */
  readonly agreement: Agreement | null
}

/** What an institution is registered as from a day on, in place of all before. */
export type DatedTerms = InstitutionTerms & { readonly from: Day }

/** A designated institution and its service agreement, as known when the claim is settled. */
export type Institution = InstitutionTerms & {
  readonly code: string
  /** The changes of what it is registered as, in the order of their first days. */
  readonly changes?: readonly DatedTerms[]
  /** The agreements of single years, where there are any. */
  readonly agreements?: readonly YearAgreement[]
}

/** An institution as it is registered for a day: a claim is judged by what held on its own day of service. */
export const institutionOn = <Known extends Institution>(institution: Known, day: Day): Known => {
  const terms = institution.changes?.findLast(({ from }) => from <= day)
  if (!terms) return institution
  const { from: _, ...now } = terms
  return { ...institution, provincial: false, ...now }
}

/**
 * The agreement that holds on a day. Of two words on the same day the budget service's wins. Once it told the agreement
 * of a fund year, that alone decides on the days of this year. What the institution is registered with decides on all
 * others.
 */
export const agreementOn = (
  { agreement, agreements = [] }: Pick<Institution, 'agreement' | 'agreements'>,
  day: Day,
): Agreement | null => agreements.find(({ year }) => year === yearOf(day)) ?? agreement

/** Whether an institution only sells. */
export const isPharmacy = ({ category }: Pick<Institution, 'category'>): boolean => category === 'pharmacy'

/** Whether a day lies in a period. */
export const covers = (period: Period, day: Day): boolean =>
  period.from <= day && (period.to === null || day <= period.to)
