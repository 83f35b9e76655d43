import type { fundYearCleared } from '#shared/contracts/budget.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Effects } from '../effects.ts'
import { clearedYears } from './store.ts'

type FundYearCleared = ReturnType<typeof fundYearCleared.parse>

/**
 * Keeps what the clearing of a year adds to it. A year is cleared once: a repeat is the same fact, and other figures are
 * an error.
 * @throws TongchouError `year.cleared-twice`
 */
export const recordClearedYear = async (
  { id, data }: FundYearCleared,
  { store }: Pick<Effects, 'store'>,
): Promise<void> => {
  const { city, scheme, year, clearedOn, income, expenditure, evidence } = data
  const proved = evidence ? { evidence } : {}
  const cleared = { eventId: id, city, scheme, year, clearedOn, income, expenditure, ...proved }
  const written = await store.write([clearedYears.create(cleared)])
  if (written.status === 'written') return
  const stands = await clearedYears.read(store, { city, scheme, year })
  const isRepeat = stands?.eventId === id && stands.income === income && stands.expenditure === expenditure
  must(isRepeat, 'year.cleared-twice', 'a cleared year was cleared again', { city, year })
}
