import { must } from '#shared/kernel/errors.ts'
import type { YearOptions } from './year.ts'

/** With fewer people for each city than this, one of them may have no resident, and so no heads to clear packages by. */
const peoplePerCity = 1.25

/**
 * A generated year needs residents in every city.
 * @throws TongchouError `year.too-few-people` with what the cities need
 */
export const mustFit = ({ people, cities, data }: Pick<YearOptions, 'people' | 'cities' | 'data'>): void => {
  const enough = Math.ceil(cities * peoplePerCity)
  const most = Math.floor(people / peoplePerCity)
  must(
    data !== undefined || people >= enough,
    'year.too-few-people',
    `${people} people may leave some of ${cities} cities without residents: take --people ${enough} or more, or --cities ${most} or fewer`,
  )
}
