import { addDays } from '#shared/calendar/day.ts'
import { until } from '../lives/hands.ts'
import { clerk, done } from '../lives/places.ts'
import { billedOn, storyBegins, storyYear } from '../lives/story.ts'
import type { Stage } from '../simulate.ts'
import type { World } from '../world/world.ts'
import { openWorld } from '../world/world.ts'
import type { Person } from './people.ts'
import { atEight, bill, enrol, pay } from './people.ts'

const hour = 3_600_000
const people = 10
const paidOn = addDays(billedOn, 5)

/** What came of it. */
export type Outcome = {
  /** After how many minutes each of the others was entitled; none for whose event ends the consumer. */
  readonly minutes: readonly number[]
  /** Whether the deadly event was applied once it was harmless again. */
  readonly isHealed: boolean
  readonly deadLetters: number
  /** How often a function was ended. */
  readonly ends: number
}

const inWorld = <Result>(
  { model, policy, tables }: Stage,
  seed: number,
  live: (world: World) => Promise<Result>,
): Promise<Result> => {
  const world = openWorld({
    ...{ model, policy, seed, faults: [], schedules: false },
    start: new Date(`${storyBegins}T08:00:00+08:00`),
    database: (watch) => tables.clone(watch),
  })
  return world.time.drive(live(world)).finally(world.end)
}

const lettersIn = (world: World): number =>
  [...world.deadLetters().values()].reduce((sum, count) => sum + count, 0)

const enrolAll = async (world: World): Promise<Person[]> => {
  const all: Person[] = []
  for (let number = 0; number < people; number += 1) all.push(await enrol(world, number))
  await world.quiet()
  return all
}

/** The payments of whom contribution has on record. */
const recorded = (world: World): ReadonlySet<string> =>
  new Set(
    [...world.records()].flatMap(({ service, item }) =>
      service === 'contribution' && item.kind === 'payment'
        ? [String((item.receipt as { readonly billId?: string }).billId)]
        : [],
    ),
  )

/** Ten payments come over the bus in one moment, and one of them ends whoever takes it. */
export const liveWithDeadlyEvent = (stage: Stage, seed: number): Promise<Outcome> =>
  inWorld(stage, seed, async (world) => {
    const all = await enrolAll(world)
    await bill(world)
    await until(world, paidOn, atEight)
    const billOf = ({ id }: Person) => `R-${id}-${storyYear}`
    const [deadly, ...others] = all as [Person, ...Person[]]
    let ends = 0
    world.endAt(({ client, input }) => {
      const isEnd = client.includes('-ConsumeFunction') && JSON.stringify(input).includes(billOf(deadly))
      if (isEnd) ends += 1
      return isEnd
    })
    const from = world.time.now()
    for (const person of all) await pay(world, person, paidOn, 'bus')
    const minutes = new Map<string, number>()
    while (world.time.now() < from + 6 * hour && minutes.size < others.length) {
      await world.time.sleep(60_000)
      const known = recorded(world)
      for (const person of others)
        if (known.has(billOf(person)) && !minutes.has(person.id))
          minutes.set(person.id, (world.time.now() - from) / 60_000)
    }
    const endsSoFar = ends
    world.endAt(() => false)
    await world.quiet()
    return {
      minutes: [...minutes.values()],
      isHealed: recorded(world).has(billOf(deadly)),
      ...{ deadLetters: lettersIn(world), ends: endsSoFar },
    }
  })

/** For a day no worker has a right to any table, and bills are ordered at its start. */
export const liveDayWithoutWorkers = (
  stage: Stage,
  seed: number,
): Promise<{ readonly waited: number; readonly billed: number; readonly deadLetters: number }> =>
  inWorld(stage, seed, async (world) => {
    const all = await enrolAll(world)
    await until(world, billedOn, atEight)
    world.deny((client) => client.includes('-WorkFunction'))
    for (const city of new Set(all.map((person) => person.city)))
      await done(world, {
        ...{ as: clerk(city), method: 'POST', path: '/v1/contribution/billing-runs', key: `bills-${city}` },
        body: { kind: 'resident-year', year: storyYear, city },
      })
    await world.time.sleep(24 * hour)
    const queue = stage.model.queueSources.find(({ functionName }) =>
      functionName.endsWith('-contribution-WorkFunction'),
    )
    const waited = world.queues.depth(queue?.queueName ?? '')
    world.deny(() => false)
    await world.quiet()
    const billed = [...world.records()].filter(
      ({ service, item }) => service === 'contribution' && item.kind === 'bill',
    ).length
    return { waited, billed, deadLetters: lettersIn(world) }
  })
