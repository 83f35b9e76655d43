import type { CityCode } from '#shared/kernel/divisions.ts'
import { cities } from '#shared/kernel/divisions.ts'
import { allocate } from '#shared/money/allocate.ts'

/** What makes a city's funds differ. */
export type CityProfile = {
  /** Resident population of the 2020 census, in ten thousands. */
  readonly population: number
  /** Share of the insured in the employee scheme, so chosen that the province has about 27 %. */
  readonly employeeShare: number
  /** Hospital use of residents over the province's average. */
  readonly use: number
}

const profile = (population: number, employeeShare: number, use = 0.88): CityProfile => ({
  population,
  employeeShare,
  use,
})

/** Fuyang and Bozhou send many migrant workers away, insure few employees and overspend: they need the adjustment fund. */
const profiles: Readonly<Record<CityCode, CityProfile>> = {
  '340100': profile(937, 0.42),
  '340200': profile(364, 0.36),
  '340300': profile(330, 0.26),
  '340400': profile(303, 0.28),
  '340500': profile(216, 0.38),
  '340600': profile(197, 0.29),
  '340700': profile(131, 0.36),
  '340800': profile(417, 0.24),
  '341000': profile(133, 0.3),
  '341100': profile(399, 0.26),
  '341200': profile(820, 0.15, 1.5),
  '341300': profile(532, 0.16),
  '341500': profile(439, 0.18),
  '341600': profile(500, 0.14, 1.4),
  '341700': profile(134, 0.25),
  '341800': profile(250, 0.28),
}

export const profileOf = (city: CityCode): CityProfile => profiles[city]

/** The most populous cities, in code order. */
export const largestCities = (count: number): CityCode[] =>
  cities
    .map(({ code }) => code)
    .sort((a, b) => profiles[b].population - profiles[a].population)
    .slice(0, count)
    .sort()

/** People by city in proportion to the real populations, to the person. */
export const peopleByCity = (people: number, chosen: readonly CityCode[]): [CityCode, number][] => {
  const shares = allocate(
    people,
    chosen.map((city) => profiles[city].population),
  )
  return chosen.map((city, index) => [city, shares[index] ?? 0])
}
