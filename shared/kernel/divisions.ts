/** The province's own division code (GB/T 2260), and its sixteen pooling areas. */
export const provinceCode = '340000'

const cityNames = {
  '340100': { name: 'Hefei', chinese: '合肥市' },
  '340200': { name: 'Wuhu', chinese: '芜湖市' },
  '340300': { name: 'Bengbu', chinese: '蚌埠市' },
  '340400': { name: 'Huainan', chinese: '淮南市' },
  '340500': { name: "Ma'anshan", chinese: '马鞍山市' },
  '340600': { name: 'Huaibei', chinese: '淮北市' },
  '340700': { name: 'Tongling', chinese: '铜陵市' },
  '340800': { name: 'Anqing', chinese: '安庆市' },
  '341000': { name: 'Huangshan', chinese: '黄山市' },
  '341100': { name: 'Chuzhou', chinese: '滁州市' },
  '341200': { name: 'Fuyang', chinese: '阜阳市' },
  '341300': { name: 'Suzhou', chinese: '宿州市' },
  '341500': { name: "Lu'an", chinese: '六安市' },
  '341600': { name: 'Bozhou', chinese: '亳州市' },
  '341700': { name: 'Chizhou', chinese: '池州市' },
  '341800': { name: 'Xuancheng', chinese: '宣城市' },
} as const

export type CityCode = keyof typeof cityNames

/** Anhui's cities in code order. */
export const cities = (Object.keys(cityNames) as CityCode[])
  .sort()
  .map((code) => ({ code, ...cityNames[code] }))

/** The Chinese name of a city; of a code that is none, the code. */
export const chineseNameOf = (code: string): string => (isCity(code) ? cityNames[code].chinese : code)
/** The English one, likewise. */
export const englishNameOf = (code: string): string => (isCity(code) ? cityNames[code].name : code)

/** Whether a six-digit code is one of the province's pooling areas. */
export const isCity = (code: string): code is CityCode => code in cityNames

/**
 * A division below the cities by its code: a county (GB/T 2260, six digits), a township or street (nine) or a village or
 * residents' committee (twelve). Each begins with the code of the one that it lies in.
 */
export const divisionLevels = { county: 6, township: 9, village: 12 } as const
export type DivisionLevel = keyof typeof divisionLevels

/** The city that a division below it lies in; undefined where it is none of the province's. */
export const cityOfDivision = (code: string): CityCode | undefined => {
  const city = `${code.slice(0, 4)}00`
  return code !== city && isCity(city) ? city : undefined
}

/** How deep below its city a division lies; undefined of what is no code of one. */
export const levelOf = (code: string): DivisionLevel | undefined => {
  if (!/^\d+$/.test(code) || cityOfDivision(code) === undefined) return undefined
  const levels = Object.keys(divisionLevels) as DivisionLevel[]
  return levels.find((level) => divisionLevels[level] === code.length)
}

/** Whether a code is that of a county of one of the province's cities. */
export const isCounty = (code: string): boolean => levelOf(code) === 'county'

/** Whether a division is another one, or lies in it. */
export const liesIn = (code: string, other: string): boolean => code.startsWith(other)
