import type { FundYear, Month } from '#shared/calendar/day.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { cities } from '#shared/kernel/divisions.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import { fundPartition, periodKey, periodPrefix } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { CareElsewhere } from './rules/care-elsewhere.ts'
import { basicElsewhereIn, elsewhereIn } from './rules/care-elsewhere.ts'

/** What every city's fund of a scheme owes for care elsewhere that was booked in a month, in one round trip. */
export const readCareElsewhere = async (
  store: Store,
  scheme: Scheme,
  month: Month,
): Promise<{ readonly city: string; readonly elsewhere: CareElsewhere }[]> => {
  const periods = await store.getMany(cities.map(({ code: city }) => periodKey({ city, scheme }, month)))
  return cities.map(({ code: city }, index) => ({ city, elsewhere: elsewhereIn(periods[index] ?? {}) }))
}

/** The basic pool's part of what a fund's people cost elsewhere in a year, by kind of care. */
export const readBasicElsewhere = async (
  store: Store,
  fund: Fund,
  year: FundYear,
): Promise<Readonly<Record<'inpatient' | 'outpatient', Fen>>> => {
  const total = { inpatient: 0, outpatient: 0 }
  const range = [`${periodPrefix}${year}-01`, `${periodPrefix}${year}-12`] as const
  for await (const period of store.list({ pk: fundPartition(fund), between: range })) {
    const { inpatient, outpatient } = basicElsewhereIn(period)
    total.inpatient = fen(total.inpatient + inpatient)
    total.outpatient = fen(total.outpatient + outpatient)
  }
  return total
}
