import { must } from '#shared/kernel/errors.ts'
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
