import type { Month } from '#shared/calendar/day.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { cities } from '#shared/kernel/divisions.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { periodKey } from '../keys.ts'
import type { CareElsewhere } from './rules/care-elsewhere.ts'
import { elsewhereIn } from './rules/care-elsewhere.ts'

/** What every city's fund of a scheme owes for care elsewhere that was booked in a month, in one round trip. */
export const readCareElsewhere = async (
  store: Store,
  scheme: Scheme,
  month: Month,
): Promise<{ readonly city: string; readonly elsewhere: CareElsewhere }[]> => {
  const periods = await store.getMany(cities.map(({ code: city }) => periodKey({ city, scheme }, month)))
  return cities.map(({ code: city }, index) => ({ city, elsewhere: elsewhereIn(periods[index] ?? {}) }))
}
