import type { performancePublished } from '#shared/contracts/budget.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Effects } from '../effects.ts'
import { performances } from './store.ts'

type PerformancePublished = ReturnType<typeof performancePublished.parse>

/**
 * Keeps the published score of a year. It is published once: a repeat is the same fact, and another score is an error.
 * @throws TongchouError `year.evaluated-twice`
 */
export const recordPerformance = async (
  { id, data }: PerformancePublished,
  { store }: Pick<Effects, 'store'>,
): Promise<void> => {
  const { city, scheme, year, score, publishedOn } = data
  const performance = { eventId: id, city, scheme, year, score, publishedOn }
  if ((await store.write([performances.create(performance)])).status === 'written') return
  const stands = await performances.read(store, { city, scheme, year })
  must(stands?.score === score, 'year.evaluated-twice', 'an evaluated year was evaluated again', {
    city,
    year,
  })
}
