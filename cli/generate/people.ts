import type { Day, FundYear } from '#shared/calendar/day.ts'
import { addDays, firstDayOfYear, yearOf } from '#shared/calendar/day.ts'
import type { Employment } from '#shared/contracts/fields.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { checkCharacter } from '#shared/kernel/id-card.ts'
import type { AidCategory, Scheme } from '#shared/kernel/scheme.ts'
import { peopleByCity, profileOf } from './city-profiles.ts'
import { inventName } from './names.ts'
import type { Random } from './random.ts'

/** How residents pay their own part: in the window before the year, late, or not at all. */
export type PayingHabit = 'in-window' | 'late' | 'never'

/** An insured person as the files describe them, with what only the generator knows of them. */
export type Person = {
  readonly idNumber: string
  readonly name: string
  readonly sex: 'male' | 'female'
  readonly birthOn: Day
  readonly age: number
  readonly scheme: Scheme
  readonly city: CityCode
  readonly employment: Employment
  readonly employerId?: string
  /** Yuan a month, for the employed. */
  readonly monthlyWage?: number
  readonly aid: AidCategory
  readonly from: Day
  readonly paidMonths: number
  readonly habit: PayingHabit
}

/** Shares of the employee scheme's insured; the national share of retired is about a quarter. */
const retiredShare = 0.26
const flexibleShare = 0.08
const personsAnEmployer = 14
const averageWage = 7800

/** Aid categories among residents, about 6 % in all. */
const aidShares: readonly (readonly [AidCategory, number])[] = [
  ['special-hardship', 0.008],
  ['minimum-living', 0.03],
  ['minimum-living-margin', 0.008],
  ['returned-to-poverty', 0.003],
  ['monitored', 0.008],
  ['impoverished-by-illness', 0.003],
  ['none', 0.94],
]

const habitShares: readonly (readonly [PayingHabit, number])[] = [
  ['in-window', 0.96],
  ['late', 0.01],
  ['never', 0.03],
]

const ageBands: Readonly<Record<Employment, readonly (readonly [number, number, number])[]>> = {
  employed: [
    [22, 35, 0.42],
    [36, 49, 0.4],
    [50, 54, 0.18],
  ],
  flexible: [[25, 54, 1]],
  retired: [
    [60, 69, 0.55],
    [70, 86, 0.45],
  ],
  resident: [
    [1, 17, 0.26],
    [18, 44, 0.26],
    [45, 64, 0.28],
    [65, 88, 0.2],
  ],
}

const inventBirth = (
  random: Random,
  employment: Employment,
  year: FundYear,
): { age: number; birthOn: Day } => {
  const [youngest, oldest] = random.weighted(ageBands[employment], ([, , share]) => share)
  const age = random.between(youngest, oldest)
  return { age, birthOn: addDays(firstDayOfYear(year - age), random.between(0, 364)) }
}

/** An ID number that is formally valid (GB 11643); the order number keeps the generated ones apart. */
const idNumberOf = (city: CityCode, birthOn: Day, sex: 'male' | 'female', order: number): string => {
  const area = `${city.slice(0, 4)}${String(2 + (Math.floor(order / 500) % 90)).padStart(2, '0')}`
  const sequence = String((order % 500) * 2 + (sex === 'male' ? 1 : 0)).padStart(3, '0')
  const digits = `${area}${birthOn.replaceAll('-', '')}${sequence}`
  return digits + checkCharacter(digits)
}

const inventEmployee = (random: Random, city: CityCode, employers: number) => {
  if (random.chance(retiredShare)) return { employment: 'retired' as const, paidMonths: 420 }
  if (random.chance(flexibleShare))
    return { employment: 'flexible' as const, paidMonths: random.between(12, 120) }
  const employer = random.between(1, employers)
  return {
    employment: 'employed' as const,
    employerId: `91${city}MA${String(employer).padStart(6, '0')}`,
    monthlyWage: Math.round(random.skewed(averageWage, 0.45)),
    paidMonths: random.between(12, 300),
  }
}

/** Nobody worked before they were sixteen. */
const monthsOfWork = (birthOn: Day, year: FundYear): number =>
  Math.max(0, (year - yearOf(birthOn) - 16) * 12 - Number(birthOn.slice(5, 7)))

const inventPerson = (
  random: Random,
  { city, year, order, employers }: { city: CityCode; year: FundYear; order: number; employers: number },
  scheme: Scheme,
): Person => {
  const place =
    scheme === 'employee'
      ? inventEmployee(random, city, employers)
      : { employment: 'resident' as const, paidMonths: random.between(12, 120) }
  const sex = random.chance(0.51) ? 'male' : 'female'
  const { age, birthOn } = inventBirth(random, place.employment, year)
  const [aid] = random.weighted(aidShares, ([, share]) => share)
  const [habit] = random.weighted(habitShares, ([, share]) => share)
  return {
    ...place,
    paidMonths: Math.min(place.paidMonths, monthsOfWork(birthOn, year)),
    idNumber: idNumberOf(city, birthOn, sex, order),
    name: inventName(random, sex),
    sex,
    birthOn,
    age,
    scheme,
    city,
    aid: scheme === 'resident' ? aid : 'none',
    from: firstDayOfYear(year),
    habit: scheme === 'resident' ? habit : 'in-window',
  }
}

/** Invents a province's insured: by city as populous as it is, by scheme as the city is employed. */
export const inventPeople = (
  random: Random,
  { people, cities, year }: { people: number; cities: readonly CityCode[]; year: FundYear },
): Person[] => {
  let order = 0
  return peopleByCity(people, cities).flatMap(([city, count]) => {
    const employees = Math.round(count * profileOf(city).employeeShare)
    const employers = Math.max(1, Math.round(employees / personsAnEmployer))
    const ofCity = random.part(city)
    return Array.from({ length: count }, (_, index) => {
      order += 1
      return inventPerson(
        ofCity,
        { city, year, order, employers },
        index < employees ? 'employee' : 'resident',
      )
    })
  })
}
