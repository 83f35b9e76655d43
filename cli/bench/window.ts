import '../../simulation/quiet-process.ts'
import { addDays } from '#shared/calendar/day.ts'
import type { Units } from '../../local/contracts.ts'
import { until } from '../../simulation/lives/hands.ts'
import { billedOn, storyBegins } from '../../simulation/lives/story.ts'
import { simulatedModel } from '../../simulation/model.ts'
import { limits } from '../../simulation/outage/limits.ts'
import type { Person } from '../../simulation/outage/people.ts'
import { atEight, bill, enrol, pay } from '../../simulation/outage/people.ts'
import type { Stage } from '../../simulation/simulate.ts'
import { openStage } from '../../simulation/simulate.ts'
import type { World } from '../../simulation/world/world.ts'
import { openWorld } from '../../simulation/world/world.ts'
import { provincePolicy } from '../province-policy.ts'
import { tableOf } from '../terminal/table.ts'
import { terminalWidth } from '../terminal/terminal-width.ts'

/** Residents of a large province who pay in the window for the year to come. */
const provincePersons = 50_000_000

/** Seconds that a request to DynamoDB is given, of which a transaction takes most: assumed, AWS promises none. */
const secondsARoundTrip = 0.02

/** What one operation cost for each payment. */
type Cost = {
  readonly operation: string
  readonly write: number
  readonly read: number
  readonly roundTrips: number
}

type Window = {
  readonly costs: readonly Cost[]
  /** Messages of each queue for each payment. */
  readonly messages: ReadonlyMap<string, number>
}

const costsOf = (before: Units, after: Units, payments: number): Cost[] =>
  Object.entries(after)
    .map(([operation, used]) => {
      const perPayment = (name: string): number =>
        ((used[name] ?? 0) - (before[operation]?.[name] ?? 0)) / payments
      return {
        operation,
        write: perPayment('WriteUnits'),
        read: perPayment('ReadUnits'),
        roundTrips: perPayment('RoundTrips'),
      }
    })
    .filter(({ write, read }) => write + read > 0)

/** Counts the messages that are taken from each queue while something is done. */
const countingMessages = async (world: World, act: () => Promise<void>): Promise<Map<string, number>> => {
  const counted = new Map<string, number>()
  const { stop } = world.queues.onTaken((_, queue) => counted.set(queue, (counted.get(queue) ?? 0) + 1))
  await act()
  stop()
  return counted
}

/** Residents of sixteen cities are billed for a year, and the tax authority tells of all their payments within a moment. */
const liveWindow = async ({ model, policy, tables }: Stage, persons: number): Promise<Window> => {
  const world = openWorld({
    ...{ model, policy, seed: 1, faults: [], schedules: false, metered: true },
    start: new Date(`${storyBegins}T08:00:00+08:00`),
    database: (watch) => tables.clone(watch),
  })
  const live = async (): Promise<Window> => {
    const people: Person[] = []
    for (let number = 0; number < persons; number += 1) people.push(await enrol(world, number))
    await world.quiet()
    await bill(world)
    const on = addDays(billedOn, 5)
    await until(world, on, atEight)
    const before = world.units()
    const counted = await countingMessages(world, async () => {
      await Promise.all(people.map((person) => pay(world, person, on, 'bus')))
      await world.quiet()
    })
    return {
      costs: costsOf(before, world.units(), persons),
      messages: new Map([...counted].map(([queue, count]) => [queue, count / persons])),
    }
  }
  try {
    return await world.time.drive(live())
  } finally {
    world.end()
  }
}

const figure = (head: string) => ({ head, kind: 'figure' as const })
const text = (head: string) => ({ head, kind: 'text' as const })

const print = ({ costs, messages }: Window): void => {
  const rows = costs.toSorted((a, b) => b.write - a.write)
  console.log(
    tableOf(
      [text('for each payment'), figure('write units'), figure('read units'), figure('round trips')],
      rows.map(({ operation, write, read, roundTrips }) => [
        operation,
        ...[write, read, roundTrips].map((each) => each.toFixed(2)),
      ]),
      terminalWidth(),
    ),
  )
  console.log(
    tableOf(
      [text('queue'), figure('messages for each payment')],
      [...messages].map(([queue, each]) => [queue, each.toFixed(2)]),
      terminalWidth(),
    ),
  )
}

const twoPlaces = (figure: number): number => Number(figure.toFixed(2))
const millions = (each: number): number => Math.round((each * provincePersons) / 1e6)

/** Hours in which an operation's sandboxes do a province's payments, one request after the other in each of them. */
const hoursOf = ({ roundTrips }: Cost): number =>
  (roundTrips * provincePersons * secondsARoundTrip) / limits.concurrency / 3600

/**
 * What the payments of a window cost and how long a large province's take, on paper. Units, requests and messages of a
 * payment are counted in virtual time, with batches as they come when all pay at once. The hours are those of the slowest
 * inbox.
 */
export const measureWindow = async (persons: number, json: boolean): Promise<Record<string, number>> => {
  const stage = await openStage(await simulatedModel(), provincePolicy())
  const window = await liveWindow(stage, persons)
  if (!json) print(window)
  const { costs, messages } = window
  const write = costs.reduce((all, each) => all + each.write, 0)
  const read = costs.reduce((all, each) => all + each.read, 0)
  const sent = [...messages.values()].reduce((all, each) => all + each, 0)
  return {
    windowWriteUnits: twoPlaces(write),
    windowReadUnits: twoPlaces(read),
    windowMessages: twoPlaces(sent),
    windowMillionWriteUnits: millions(write),
    windowMillionReadUnits: millions(read),
    windowMillionMessages: millions(sent),
    windowHours: twoPlaces(Math.max(...costs.map(hoursOf))),
  }
}
