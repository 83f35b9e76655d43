import type { Day } from '#shared/calendar/day.ts'
import type { Filing } from './care.ts'

/** The names are stored by position: they may only ever be added at the end. */
export const careFilingKinds = ['filed', 'referral', 'emergency', 'notEmergency'] as const

/**
 * What an office recorded of care away from the paying city: that it was filed, that a hospital referred the patient, that
 * it was an emergency, or that an emergency which a hospital told of was none.
 */
export type CareFiling = {
  readonly kind: (typeof careFilingKinds)[number]
  /** Where it holds: a city, a whole province (its code with four zeros), or one institution. */
  readonly where: string
  readonly from: Day
  /** Open at the end when null. */
  readonly to: Day | null
  /** Taken back: it counts no more, and is kept for what was settled by it. */
  readonly withdrawn?: true
}

/** Care given elsewhere: where, and from its first day to its last. */
export type CareElsewhere = {
  readonly institution: string
  readonly city: string
  readonly from: Day
  readonly to: Day
}

const holdsAt = ({ where }: CareFiling, { institution, city }: CareElsewhere): boolean =>
  where === institution ||
  where === city ||
  (where.endsWith('0000') && where.slice(0, 2) === city.slice(0, 2))

/** The filings that hold of some care, on some of its days: one made during a stay is in time. */
export const filingsOf = (care: CareElsewhere, filings: readonly CareFiling[] = []): readonly CareFiling[] =>
  filings.filter(
    (filing) =>
      holdsAt(filing, care) && filing.from <= care.to && (filing.to === null || filing.to >= care.from),
  )

/** What a sender says of care: its word for the filing (`none` where it says nothing), and whether it names a diagnosis. */
export type SaidOfCare = { readonly filing: Filing; readonly hasDiagnosis: boolean }

/** How care elsewhere is judged. */
export type JudgedElsewhere = { readonly filing: Exclude<Filing, 'none'>; readonly referred: boolean }

/**
 * Judges care elsewhere by the filings that hold, and not by what its sender says. An emergency alone is told by the
 * hospital, with a diagnosis, for nobody files it beforehand; an office that finds it was none says so.
 */
export const judgedElsewhere = (
  said: SaidOfCare,
  care: CareElsewhere,
  filings: readonly CareFiling[] | undefined,
): JudgedElsewhere => {
  const holding = filingsOf(care, filings).filter(({ withdrawn }) => !withdrawn)
  const has = (kind: CareFiling['kind']): boolean => holding.some((filing) => filing.kind === kind)
  const referred = has('referral')
  if (referred || has('filed')) return { filing: 'filed', referred }
  const isToldEmergency = said.filing === 'emergency' && said.hasDiagnosis && !has('notEmergency')
  return { filing: has('emergency') || isToldEmergency ? 'emergency' : 'unfiled', referred }
}
