import { must } from '#shared/kernel/errors.ts'
import type { Context } from '../context.ts'
import { cityClerk, countyClerk } from '../roles.ts'

type County = {
  readonly county?: string
  readonly bills: number
  readonly due: number
  readonly paid: number
}
type Counted = {
  readonly status: string
  readonly counties: readonly County[]
  readonly employers: readonly County[]
}

const path = '/v1/contribution/county-collections'

/** A city counts what it collected by county, of residents and of employers apart, and an officer of a county reads that of their own alone. */
export const collectByCounty = (context: Context): Promise<void> =>
  context.phase('collecting by county', async ({ expect, done }) => {
    const { client, cities, year, settle } = context
    expect(cities.length)
    for (const city of cities) {
      const clerk = cityClerk(city)
      await client.command(clerk, 'POST', path, `counties-${city}`, { city, year })
      await settle()
      const { status, counties, employers } = await client.get<Counted>(clerk, `${path}/${city}/${year}`)
      must(
        status === 'done' && [...counties, ...employers].every(({ due, paid }) => paid <= due),
        'year.counties-uncounted',
        `the counties of ${city} came to ${JSON.stringify([counties, employers])}`,
      )
      const named = counties.find(({ county }) => county !== undefined)
      if (named?.county !== undefined) {
        const own = await client.get<Counted>(
          ...([countyClerk(named.county), `${path}/${city}/${year}?county=${named.county}`] as const),
        )
        must(
          JSON.stringify(own.counties) === JSON.stringify([named]),
          'year.county-differs',
          `${named.county} reads ${JSON.stringify(own.counties)}`,
        )
      }
      done(1)
    }
  })
