import { expect, it } from 'vitest'
import type { InsuredYear } from '../../../../services/settlement/insured-year/rules/insured-year.ts'
import { decidingCities } from '../../../../services/settlement/registration/rules/deciding-cities.ts'

const hefei = '340100'
const wuhu = '340200'

const yearIn = (year: number, ...cities: string[]): Pick<InsuredYear, 'year' | 'spells' | 'lastCity'> => ({
  year,
  spells: cities.map((city) => ({ city }) as InsuredYear['spells'][number]),
})

it('the cities that insure a person from this year on decide, and none that they left before', () => {
  expect(decidingCities([yearIn(2026, wuhu), yearIn(2025, hefei)], 2026)).toEqual([wuhu])
  expect(decidingCities([yearIn(2025, hefei), yearIn(2026, hefei, wuhu)], 2026)).toEqual([hefei, wuhu])
})

it('of a person whom nobody insures any more the last city decides', () => {
  expect(decidingCities([yearIn(2024, wuhu), yearIn(2023, hefei)], 2026)).toEqual([wuhu])
  expect(decidingCities([{ year: 2025, spells: [], lastCity: hefei }], 2026)).toEqual([hefei])
  expect(decidingCities([], 2026)).toEqual([])
})
