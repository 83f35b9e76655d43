import type { CreateScheduler, QueueSchedule } from '../contracts.ts'
import { parseExpression } from './expression.ts'
import { checkInput, fillInput } from './input.ts'

/** The longest wait between two looks at the clock: timers are inexact over days, and machines sleep. */
const maxWaitMillis = 60 * 60 * 1000
const retryMillis = 1_000

/**
 * Fires the enabled schedules into their queues until stopped. A run that the queue refuses is tried again; runs that
 * fell due while the stack was down are not made up for.
 * @throws TongchouError `scheduler.expression`, `scheduler.input` for what AWS would refuse
 */
export const createScheduler: CreateScheduler = ({ schedules, sendToQueue, clock }) => {
  const timers = new Map<string, NodeJS.Timeout>()

  const start = (schedule: QueueSchedule): void => {
    const nextRun = parseExpression(schedule.expression, schedule.timezone)
    checkInput(schedule.input)

    const waitFor = (due: Date | undefined, leastMillis = 0): void => {
      if (due === undefined) return
      const wait = Math.min(Math.max(due.getTime() - clock().getTime(), leastMillis), maxWaitMillis)
      timers.set(
        schedule.name,
        setTimeout(() => look(due), wait),
      )
    }

    /** After a long sleep of the machine only the latest run is made up for, not every one that was missed. */
    const following = (due: Date): Date | undefined => {
      const next = nextRun(due)
      return next !== undefined && next < clock() ? nextRun(clock()) : next
    }

    const fire = (due: Date): void => {
      try {
        sendToQueue(schedule.queueName, fillInput(schedule.input, { scheduleName: schedule.name, due }))
        waitFor(following(due))
      } catch (error) {
        console.error(`scheduler: ${schedule.name} could not be sent, trying again:`, error)
        waitFor(due, retryMillis)
      }
    }

    const look = (due: Date): void => (clock() < due ? waitFor(due) : fire(due))

    waitFor(nextRun(clock()))
  }

  for (const schedule of schedules) if (schedule.enabled) start(schedule)
  return {
    stop: () => {
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
    },
  }
}
