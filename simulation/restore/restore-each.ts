import { addDays } from '#shared/calendar/day.ts'
import type { Replayed } from '../../cli/operate/replay.ts'
import { judge } from '../../cli/verify/verify.ts'
import { live } from '../lives/live.ts'
import type { Story } from '../lives/story.ts'
import { storyBegins, storyEnds } from '../lives/story.ts'
import type { Stage } from '../simulate.ts'
import type { World } from '../world/world.ts'
import { openWorld } from '../world/world.ts'
import { restoreBeside, storedIn } from './restore-beside.ts'

/** What came of a service's table that was restored to a moment beside itself. */
export type Restored = Replayed & {
  readonly service: string
  /** Items that the table had, that it had at the moment, and that it has after the replay. */
  readonly items: { readonly now: number; readonly then: number; readonly replayed: number }
  /** What the invariants say of the province with the restored table in place of the other. */
  readonly rest: readonly string[]
}

const hour = 3_600_000

const sum = (counts: Iterable<unknown>): number => [...counts].length

const restoreOne = async (
  world: World,
  { model, policy }: Stage,
  service: string,
  moment: number,
): Promise<Restored> => {
  const { database, tables } = world
  const name = tables.get(service) ?? ''
  const { beside, then, replayed } = await restoreBeside(world, { model, policy }, { service, moment })
  const itemsOf = (table: string) => storedIn(database, table)
  const placeOf = (each: string): string => (each === service ? beside : (tables.get(each) ?? ''))
  const records = [...tables.keys()].flatMap((each) =>
    [...itemsOf(placeOf(each))].map((item) => ({ service: each, item })),
  )
  const { violations } = await judge(records, addDays(storyEnds, 4))
  return {
    ...{ ...replayed, service },
    items: { now: sum(database.items(name)), then, replayed: sum(database.items(beside)) },
    rest: violations.map(({ invariant, where, what }) => `${invariant} ${where}: ${what}`),
  }
}

/** Lives a story, then restores each service's table to a moment some hours before its end and replays into it. */
export const restoreEach = (
  stage: Stage,
  story: Story,
  { seed, hours }: { readonly seed: number; readonly hours: number },
): Promise<Restored[]> => {
  const { model, policy, tables } = stage
  const world = openWorld({
    ...{ model, policy, seed, faults: [], schedules: false },
    start: new Date(`${storyBegins}T08:00:00+08:00`),
    database: (watch) => tables.clone({ ...watch, keptMillis: 400 * 24 * hour }),
  })
  const run = async (): Promise<Restored[]> => {
    await live(world, story)
    await world.quiet()
    const moment = world.time.now() - hours * hour
    const restored: Restored[] = []
    for (const service of world.tables.keys()) restored.push(await restoreOne(world, stage, service, moment))
    return restored
  }
  return world.time.drive(run()).finally(world.end)
}
