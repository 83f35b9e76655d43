import { must } from '#shared/kernel/errors.ts'
import type { YearOptions } from './year.ts'

/**
 * A generated year needs somebody in every city. In a city of nobody no fund has income or care, and nothing that is tried
 * on it shows anything.
 * @throws TongchouError `year.too-few-people` with what the cities need
 */
export const mustFit = ({ people, cities, data }: Pick<YearOptions, 'people' | 'cities' | 'data'>): void =>
  must(
    data !== undefined || people >= cities,
    'year.too-few-people',
    `${people} people leave some of ${cities} cities empty: take --people ${cities} or more, or --cities ${people} or fewer`,
  )
