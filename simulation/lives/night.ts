import { must } from '#shared/kernel/errors.ts'
import type { Random } from '../../cli/generate/random.ts'
import { fillInput } from '../../local/scheduler/input.ts'
import type { Model } from '../../local/template/model.ts'
import type { World } from '../world/world.ts'

/** Has what is due corrected as in a night: by the message of settlement's own schedule. */
export const correctDue = (world: World, { schedules }: Model): void => {
  const schedule = schedules.find(({ input }) => input.includes('"correct-due"'))
  must(schedule !== undefined, 'simulation.no-schedule', 'the template corrects nothing that is due')
  const run = { scheduleName: schedule.name, due: new Date(world.time.now()) }
  world.queues.send(schedule.queueName, fillInput(schedule.input, run))
}

const day = 24 * 3_600_000

/** A night costs a quarter of a story more. */
const seedsWithNights = 0.2

/**
 * Has what is due corrected in some nights while the story of some seeds goes on: at two in the morning of China, so that
 * faults fall into it. What such a night leaves the next one finds, or the one at the end.
 */
export const haveNights = (
  world: World,
  model: Model,
  { between, chance }: Pick<Random, 'between' | 'chance'>,
): { readonly stop: () => void } => {
  let isOver = !chance(seedsWithNights)
  const night = (): void => {
    if (isOver) return
    correctDue(world, model)
    world.time.after(between(20, 60) * day, night)
  }
  // Worlds begin at eight in the morning.
  world.time.after(between(40, 100) * day - 6 * 3_600_000, night)
  return {
    stop: () => {
      isOver = true
    },
  }
}
