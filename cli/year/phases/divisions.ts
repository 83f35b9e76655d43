import { must } from '#shared/kernel/errors.ts'
import { concurrently, groupBy } from '../concurrently.ts'
import type { Context } from '../context.ts'
import { cityClerk, countyClerk } from '../roles.ts'
import type { PersonIds } from './enrol.ts'
import { moverOf } from './move-city.ts'

/** So many persons of each city are told to belong to a village; a job takes them. */
const personsPlaced = 20

/** A county of a city, a township of it, and two villages. */
const divisionsOf = (city: string) => {
  const county = `${city.slice(0, 4)}02`
  const township = `${county}001`
  return { county, township, first: `${township}001`, second: `${township}002` }
}

const placeSome = async (
  { client, settle, year }: Context,
  city: string,
  idNumbers: readonly string[],
): Promise<void> => {
  const { county, township, first, second } = divisionsOf(city)
  const clerk = cityClerk(city)
  const divisions = [
    { code: county, name: '示例区' },
    { code: township, name: '示例街道' },
    { code: first, name: '第一社区' },
    { code: second, name: '第二社区' },
  ]
  await client.command(clerk, 'POST', '/v1/enrollment/divisions', `divisions-${city}`, { city, divisions })
  const persons = idNumbers.slice(0, personsPlaced).map((idNumber) => ({ idNumber }))
  const move = '/v1/enrollment/unit-moves'
  await client.command(clerk, 'POST', move, `units-${city}`, { unit: first, persons })
  await settle()
  // The first village is joined to the second by an officer of the county: everybody of it goes.
  const officer = countyClerk(county)
  const { moveId } = await client.command<{ moveId: string }>(
    ...([officer, 'POST', move, `joined-${city}`, { unit: second, from: first }] as const),
  )
  await settle()
  await client.command(clerk, 'POST', `/v1/enrollment/divisions/${first}/end`, `ended-${city}`, {
    on: `${year}-01-02`,
  })
  const { outcomes } = await client.get<{ outcomes: readonly { outcome: string }[] }>(
    ...([officer, `${move}/${moveId}`] as const),
  )
  must(
    outcomes.length === persons.length && outcomes.every(({ outcome }) => outcome === 'moved'),
    'year.units-not-moved',
    `not everybody of ${first} was moved to ${second}`,
  )
}

/** Registers divisions below each city, and has some of its persons belong to a village, which is joined to another. */
export const placeInVillages = (context: Context, ids: PersonIds): Promise<void> =>
  context.phase('divisions', async ({ expect, done }) => {
    const enrolled = context.inputs.enrolment.filter(({ id_number }) => ids.has(id_number))
    const byCity = [...groupBy(enrolled, ({ city }) => city)]
    expect(byCity.length)
    await concurrently(byCity, Math.min(4, context.atATime), async ([city, rows]) => {
      await placeSome(
        context,
        city,
        rows.map(({ id_number }) => id_number),
      )
      done(1)
    })
  })

type Issued = { readonly statementId: string; readonly cumulativeMonths: number }

/** So many persons of each city ask for a statement of what they paid. */
const statementsIssued = 3

/** Issues statements of what persons paid, each for another city of the year, which reads it. */
export const issueStatements = (context: Context, ids: PersonIds): Promise<void> =>
  context.phase('insured statements', async ({ expect, done }) => {
    const { client, inputs } = context
    // Who moved is another city's by then, and in a small city among its first.
    const mover = moverOf(context)
    const stayed = inputs.enrolment.filter((row) => row !== mover)
    const byCity = [...groupBy(stayed, ({ city }) => city)]
    expect(byCity.length)
    for (const [index, [city, rows]] of byCity.entries()) {
      const [to = city] = byCity[(index + 1) % byCity.length] ?? []
      for (const { id_number } of rows.slice(0, statementsIssued)) {
        const path = `/v1/enrollment/persons/${ids.get(id_number)}/statements`
        const { statementId, cumulativeMonths } = await client.command<Issued>(
          ...([cityClerk(city), 'POST', path, `statement-${id_number}`, { to }] as const),
        )
        const read = await client.get<Issued>(cityClerk(to), `${path}/${statementId}`)
        must(
          read.cumulativeMonths === cumulativeMonths,
          'year.statement-differs',
          `statement ${statementId} says other months to the city that it is for`,
        )
      }
      done(1)
    }
  })
