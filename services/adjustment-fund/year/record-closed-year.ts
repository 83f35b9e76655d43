import type { fundYearClosed } from '#shared/contracts/budget.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Effects } from '../effects.ts'
import { closedYears, figureNames } from './store.ts'

type FundYearClosed = ReturnType<typeof fundYearClosed.parse>

/**
 * Keeps a closed year's figures. A year closes once: a repeat is the same fact, whatever other fields a later release of
 * the event has, and other figures are an error.
 * @throws TongchouError `year.closed-twice`
 */
export const recordClosedYear = async (
  { id, data }: FundYearClosed,
  { store }: Pick<Effects, 'store'>,
): Promise<void> => {
  const closed = { eventId: id, ...data }
  const written = await store.write([closedYears.create(closed)])
  if (written.status === 'written') return
  const { city, scheme, year } = data
  const stands = await closedYears.read(store, { city, scheme, year })
  const isRepeat = stands?.eventId === id && figureNames.every((name) => stands[name] === closed[name])
  must(isRepeat, 'year.closed-twice', 'a closed year was closed again', { city, year })
}
