import type { fundYearClosed } from '#shared/contracts/budget.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Effects } from '../effects.ts'
import { closedYears } from './store.ts'

type FundYearClosed = ReturnType<typeof fundYearClosed.parse>

/** Keeps a closed year's figures; a year closes once, so a repeat is the same fact and another one is an error. */
export const recordClosedYear = async (
  { id, data }: FundYearClosed,
  { store }: Pick<Effects, 'store'>,
): Promise<void> => {
  const written = await store.write([closedYears.create({ eventId: id, ...data })])
  if (written.status === 'written') return
  must(written.failed[0]?.existing?.eventId === id, 'year.closed-twice', 'a closed year was closed again', {
    city: data.city,
    year: data.year,
  })
}
