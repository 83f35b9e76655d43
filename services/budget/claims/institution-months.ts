import type { Month } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Write } from '#shared/edge/store/store.ts'
import type { Fen } from '#shared/money/fen.ts'
import { institutionMonthKey, latePrefix } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { InstitutionMonth } from './rules/institution-lines.ts'

/** What is counted of an institution in the month that it is booked in; a counter that never moved is absent. */
export type MonthCounters = Partial<InstitutionMonth> & {
  readonly claims?: number
  readonly reversals?: number
  /** Of the claims, what others pay than the pool under control. */
  readonly others?: Fen
  /** What was taken back after audit cases. */
  readonly recovered?: Fen
  /** What the clearing of an earlier year takes back. */
  readonly owedBack?: Fen
  /** What is owed for persons insured in other cities, and in how many postings. */
  readonly visitors?: Fen
  readonly visits?: number
}

type MonthName = Fund & {
  readonly month: Month
  readonly institution: string
  /** Of care elsewhere: the place that pays the institution. */
  readonly treatedIn?: string | undefined
}

export const institutionMonths = defineRecord<MonthCounters & MonthName, MonthName>({
  kind: 'institution-month',
  key: ({ city, scheme, month, institution, treatedIn }) =>
    institutionMonthKey({ city, scheme }, month, institution, treatedIn),
})

/** Adds to the counters of an institution's month, which comes into being with the first. */
export const institutionMonthAddition = (
  { city, scheme, month, institution, treatedIn }: MonthName,
  { late, ...counters }: MonthCounters & { readonly late?: Readonly<Record<string, number>> },
): Write => {
  const place = treatedIn === undefined ? {} : { treatedIn }
  const name = { city, scheme, month, institution, ...place }
  return {
    kind: 'add',
    key: institutionMonths.key(name),
    amounts: { ...counters, ...late },
    set: { kind: institutionMonths.kind, ...name },
  }
}

/** The earlier months that some claims of an institution's months belong to, in order. */
export const lateMonthsIn = (months: readonly (MonthCounters | undefined)[]): Month[] => {
  const late = months.flatMap((month) =>
    Object.keys(month ?? {}).filter((name) => name.startsWith(latePrefix)),
  )
  return [...new Set(late.map((name) => name.slice(latePrefix.length)))].sort()
}
