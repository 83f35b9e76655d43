import type { Day } from '#shared/calendar/day.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { cities as allCities } from '#shared/kernel/divisions.ts'
import { checkCharacter } from '#shared/kernel/id-card.ts'
import type { Reported } from '../lives/hands.ts'
import { report, until } from '../lives/hands.ts'
import { premium } from '../lives/live.ts'
import { clerk, done, registerHospital } from '../lives/places.ts'
import { billedOn, storyBegins, storyCities, storyYear } from '../lives/story.ts'
import type { World } from '../world/world.ts'

const cities = allCities.map(({ code }) => code)

export type Person = { readonly number: number; readonly city: CityCode; readonly id: string }

export const hospitalIn = (city: CityCode): string => `H${city}00001`

const idNumberOf = (number: number): string => {
  const body = `340102${1950 + (number % 50)}0520${String(100 + 2 * Math.floor(number / 50))}`
  return `${body}${checkCharacter(body)}`
}

export const openHospitals = async (world: World): Promise<void> => {
  for (const city of cities.filter((each) => !storyCities.some((known) => known === each)))
    await registerHospital(world, { code: hospitalIn(city), name: `${city}第二人民医院`, city })
}

export const enrol = async (world: World, number: number): Promise<Person> => {
  const city = cities[number % cities.length] as CityCode
  const idNumber = idNumberOf(number)
  const { personId } = await done(world, {
    ...{ as: clerk(city), method: 'POST', path: '/v1/enrollment/persons', key: `enrol-${number}` },
    body: {
      ...{
        idNumber,
        name: `王${'甲乙丙丁'[number % 4]}`,
        sex: 'female',
        birthOn: `${idNumber.slice(6, 10)}-05-20`,
      },
      ...{ scheme: 'resident', city, employment: 'resident', aid: 'none', from: storyBegins },
    },
  })
  return { number, city, id: String(personId) }
}

const paymentOf = ({ number, id }: Person, paidOn: Day): Reported => ({
  ...{ paymentId: `TAX-${number}`, billId: `R-${id}-${storyYear}`, payer: 'individual', kind: 'payment' },
  ...{ amountFen: premium, paidOn },
})

/** The hour at which a day of the outage begins. */
export const atEight = 8 * 3600

export const bill = async (world: World): Promise<void> => {
  await until(world, billedOn, atEight)
  for (const city of cities)
    await done(world, {
      ...{ as: clerk(city), method: 'POST', path: '/v1/contribution/billing-runs', key: `bills-${city}` },
      body: { kind: 'resident-year', year: storyYear, city },
    })
  await world.quiet()
}

/** The tax authority tells of a payment once. */
export const pay = (world: World, person: Person, on: Day, by: 'door' | 'bus'): Promise<void> =>
  report(world, paymentOf(person, on), { by, times: 1 }, () => {})
