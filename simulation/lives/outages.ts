import type { Model } from '../../local/template/model.ts'
import type { Problem } from '../oracle/judge-records.ts'
import { answering, onlyCounts, watchOrder } from '../oracle/order-of-need.ts'
import type { World } from '../world/world.ts'
import type { AnyStory } from '../worlds/stories.ts'
import { instantOf } from './hands.ts'

const day = 24 * 3_600_000

/** So often is told again what only counts: more than functions take at once lies before what comes in the day of the outage. */
const toldAgain = 150

/** Outages of a story: how to end them, and what they came to. */
export type Outages = {
  readonly stop: () => void
  readonly problems: () => readonly Problem[]
  /** How many events that decide an answer waited for a service that was down. */
  readonly waited: () => number
}

/** The first moment of each day on which an office does something, in their order. */
const officeDays = ({ acts }: AnyStory): readonly number[] =>
  acts
    .filter(({ does }) => does !== 'stay' && does !== 'reverse')
    .map(({ on }) => instantOf(on, 0))
    .toSorted((one, other) => one - other)

/**
 * Asks every other day whether a service goes down for a day, until the story is over. The one whose answers hospitals wait
 * for goes down on the next day on which offices do something. What it counts is told again many times then, as if it were
 * published once more: what decides is not to wait behind that.
 */
export const haveOutages = (
  world: World,
  { model, story }: { readonly model: Model; readonly story: AnyStory },
  pick: (services: readonly string[]) => string,
): Outages => {
  const services = [...world.tables.keys()]
  const order = watchOrder(world, model)
  let isOver = false
  const goDown = (service: string): void => {
    world.setDown(service, true)
    if (service === answering) for (const kind of onlyCounts) world.bus.tellAgain(kind, toldAgain)
    world.time.after(day, () => {
      if (service === answering) order.fromNow()
      world.setDown(service, false)
    })
  }
  const days = officeDays(story)
  /** Lets a service go down; answers after how long. */
  const haveOutage = (service: string): number => {
    const now = world.time.now()
    const from = service === answering ? (days.find((each) => each > now) ?? now) : now
    world.time.after(from - now, () => goDown(service))
    return from - now
  }
  const eachDay = (): void => {
    if (isOver) return
    const wait = world.faults.happens('serviceDown') ? haveOutage(pick(services)) : 0
    world.time.after(wait + 2 * day, eachDay)
  }
  world.time.after(day, eachDay)
  return {
    stop: () => {
      isOver = true
    },
    problems: order.problems,
    waited: order.waited,
  }
}
