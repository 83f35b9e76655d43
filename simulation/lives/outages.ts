import type { World } from '../world/world.ts'

const day = 24 * 3_600_000

/** Asks every other day whether a service goes down for a day, until the story is over. */
export const haveOutages = (world: World, pick: (services: readonly string[]) => string): (() => void) => {
  const services = [...world.tables.keys()]
  let isOver = false
  const eachDay = (): void => {
    if (isOver) return
    if (world.faults.happens('serviceDown')) {
      const service = pick(services)
      world.setDown(service, true)
      world.time.after(day, () => world.setDown(service, false))
    }
    world.time.after(2 * day, eachDay)
  }
  world.time.after(day, eachDay)
  return () => {
    isOver = true
  }
}
