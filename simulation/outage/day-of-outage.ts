import type { Day } from '#shared/calendar/day.ts'
import { addDays } from '#shared/calendar/day.ts'
import { judge } from '../../cli/verify/verify.ts'
import { until } from '../lives/hands.ts'
import { done, item } from '../lives/places.ts'
import { billedOn, storyBegins } from '../lives/story.ts'
import type { Stage } from '../simulate.ts'
import type { World } from '../world/world.ts'
import { openWorld } from '../world/world.ts'
import type { Person } from './people.ts'
import { atEight, bill, enrol, hospitalIn, openHospitals, pay } from './people.ts'

/** Claims that the province settles in a second of its busiest hours. */
const claimsPerSecond = 240
const outageHours = 24
const second = 1000
const hour = 3_600_000

/** The morning on which consumers lose their right to the tables. */
const outageOn: Day = '2026-05-20'

/** What fails: the consumers' rights to the tables, or whatever brings them their messages, such as Lambda itself. */
export type OutageOf = 'rights' | 'delivery'

/** A queue, what waited in it when the right was back, and when nothing waited any more. */
export type Drained = {
  readonly queue: string
  readonly waited: number
  readonly emptyAfterSeconds: number
}

export type Outcome = {
  readonly claims: number
  readonly payments: number
  /** The first that was empty first. */
  readonly queues: readonly Drained[]
  readonly deadLetters: number
  readonly violations: readonly string[]
  /** Claims that the ledger has, and years that were paid in the outage and are known at settlement. */
  readonly counted: { readonly postings: number; readonly entitled: number }
}

/** The stays of a person lie three days apart. */
const claim = async (world: World, { id, city, number }: Person, nth: number): Promise<void> => {
  const on = addDays('2026-01-03', 3 * nth)
  await done(world, {
    as: { sub: `his-${city}`, scope: 'institution', division: city, institution: hospitalIn(city) },
    ...{ method: 'POST', path: '/v1/settlement/claims', key: `stay-${number}-${nth}` },
    body: {
      ...{ care: 'inpatient', personId: id, institution: hospitalIn(city), visitId: `V-${number}-${nth}` },
      ...{ admittedOn: addDays(on, -1), dischargedOn: on, total: 90_000, useAccount: false },
      lines: [{ code: item, quantity: '900', unitPrice: '1', amount: 90_000 }],
    },
  })
}

const nameOf = (queue: string): string =>
  queue.replace(/^tongchou-/, '').replace(/-(Inbox|Counting)Events.*$/, (_, part) => `/${part.toLowerCase()}`)

/** Lets the queues drain; says when each was empty. */
const drain = async (world: World, queues: readonly string[]): Promise<Drained[]> => {
  const start = world.time.now()
  const waited = new Map(queues.map((queue) => [queue, world.queues.depth(queue)]))
  const empty = new Map<string, number>()
  while (empty.size < queues.length && world.time.now() < start + 48 * hour) {
    await world.time.sleep(second / 4)
    const now = new Map(queues.map((queue) => [queue, world.queues.depth(queue)]))
    for (const [queue, depth] of now) {
      if (depth === 0 && !empty.has(queue)) empty.set(queue, (world.time.now() - start) / second)
    }
  }
  const drained = queues.map((queue) => ({
    ...{ queue: nameOf(queue), waited: waited.get(queue) ?? 0 },
    emptyAfterSeconds: empty.get(queue) ?? Number.POSITIVE_INFINITY,
  }))
  return drained.toSorted((a, b) => a.emptyAfterSeconds - b.emptyAfterSeconds)
}

/**
 * For a day no consumer has a right to any table, while hospitals go on. One second of each `scale` is lived, so that batches
 * and groups of events have the size that they have in the province.
 */
export const liveDayOfOutage = async (
  { model, policy, tables }: Stage,
  { scale, seed, of }: { readonly scale: number; readonly seed: number; readonly of: OutageOf },
): Promise<Outcome> => {
  const world = openWorld({
    ...{ model, policy, seed, faults: [], schedules: false },
    start: new Date(`${storyBegins}T08:00:00+08:00`),
    database: (watch) => tables.clone(watch),
  })
  const queues = model.queueSources
    .filter(({ functionName }) => functionName.endsWith('-ConsumeFunction'))
    .map(({ queueName }) => queueName)
  const bursts = Math.floor((outageHours * 3600) / scale)
  const run = async (): Promise<Outcome> => {
    await openHospitals(world)
    const people: Person[] = []
    for (let number = 0; number < 2 * claimsPerSecond; number += 1) people.push(await enrol(world, number))
    const latePayers: Person[] = []
    for (let number = 0; number < 2 * bursts; number += 1)
      latePayers.push(await enrol(world, people.length + number))
    await world.quiet()
    await bill(world)
    await until(world, addDays(billedOn, 5), atEight)
    for (const person of people) await pay(world, person, addDays(billedOn, 5), 'door')
    await until(world, outageOn, atEight)
    await world.quiet()
    if (of === 'rights') world.deny((client) => client.includes('-ConsumeFunction'))
    else world.setDelivery(false)
    for (let burst = 0; burst < bursts; burst += 1) {
      const half = (burst % 2) * claimsPerSecond
      await Promise.all(
        people.slice(half, half + claimsPerSecond).map(async (person, at) => {
          await world.time.sleep((at * second) / claimsPerSecond)
          await claim(world, person, Math.floor(burst / 2))
        }),
      )
      const [one, other] = latePayers.slice(2 * burst, 2 * burst + 2)
      if (one) await pay(world, one, outageOn, 'bus')
      if (other) await pay(world, other, outageOn, 'door')
      await world.time.sleep(Math.max(0, (scale - 1) * second))
    }
    world.deny(() => false)
    world.setDelivery(true)
    const drained = await drain(world, queues)
    await world.quiet()
    const records = [...world.records()]
    const known = records.flatMap(({ service, item: { kind, pk } }) =>
      service === 'settlement' && kind === 'insured-year' ? [String(pk)] : [],
    )
    const { violations } = await judge(world.records(), addDays(outageOn, 3))
    return {
      ...{ claims: bursts * claimsPerSecond, payments: latePayers.length, queues: drained },
      deadLetters: [...world.deadLetters().values()].reduce((sum, count) => sum + count, 0),
      violations: violations.map(({ invariant, where, what }) => `${invariant} ${where}: ${what}`),
      counted: {
        postings: records.filter(({ item: { kind } }) => kind === 'claim-posted').length,
        entitled: latePayers.filter(({ id }) => known.some((pk) => pk.includes(id))).length,
      },
    }
  }
  try {
    return await world.time.drive(run())
  } finally {
    world.end()
  }
}
