import type { FundYear } from '#shared/calendar/day.ts'
import { firstDayOfYear } from '#shared/calendar/day.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { cities as allCities } from '#shared/kernel/divisions.ts'

/** A designated institution of the files. */
export type InventedInstitution = {
  readonly code: string
  readonly name: string
  readonly city: CityCode
  readonly level: 1 | 2 | 3
  readonly provincial: boolean
  readonly category: string
  readonly agreementFrom: string
}

/** Hefei has the province's own hospital beside its city's. */
const provincialHospitalCity = '340100'

const kinds = [
  { level: 3, provincial: false, category: 'general-hospital', name: '第一人民医院' },
  { level: 2, provincial: false, category: 'general-hospital', name: '第二人民医院' },
  { level: 2, provincial: false, category: 'tcm-hospital', name: '中医院' },
  { level: 1, provincial: false, category: 'community-centre', name: '城东社区卫生服务中心' },
  { level: 1, provincial: false, category: 'township-centre', name: '城西镇中心卫生院' },
] as const
const provincialHospital = {
  level: 3,
  provincial: true,
  category: 'general-hospital',
  name: '省立医院',
} as const

/** A code as the national register gives them: H, the county's division, five digits. */
const codeOf = (city: CityCode, number: number): string =>
  `H${city.slice(0, 4)}02${String(number).padStart(5, '0')}`

/** The institutions of each city: levels 1 to 3, and the provincial hospital in Hefei. */
export const inventInstitutions = (cities: readonly CityCode[], year: FundYear): InventedInstitution[] =>
  cities.flatMap((city) => {
    const chinese = allCities.find(({ code }) => code === city)?.chinese ?? ''
    const here = city === provincialHospitalCity ? [provincialHospital, ...kinds] : kinds
    return here.map(({ name, ...kind }, index) => ({
      ...kind,
      code: codeOf(city, index + 1),
      name: kind.provincial ? `安徽${name}` : `${chinese}${name}`,
      city,
      agreementFrom: firstDayOfYear(year - 1),
    }))
  })
