import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { QueueSchedule } from '../../../../local/contracts.ts'
import { createScheduler } from '../../../../local/scheduler/create-scheduler.ts'

const monthly: QueueSchedule = {
  name: 'monthly-settlement',
  expression: 'cron(0 2 1 * ? *)',
  timezone: 'Asia/Shanghai',
  enabled: true,
  queueName: 'budget-work',
  input: '{"run":"monthly-settlement","at":"<aws.scheduler.scheduled-time>"}',
}

const clock = () => new Date()
const sent: [string, string][] = []
const sendToQueue = (queueName: string, body: string) => {
  sent.push([queueName, body])
}
const hour = 60 * 60 * 1000

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-03-31T00:00:00Z') })
  sent.length = 0
})
afterEach(() => {
  vi.useRealTimers()
})

describe('the scheduler', () => {
  it('sends the input to the queue when the schedule is due, month after month', () => {
    const scheduler = createScheduler({ schedules: [monthly], sendToQueue, clock })
    vi.advanceTimersByTime(18 * hour - 1)
    expect(sent).toEqual([])
    vi.advanceTimersByTime(1)
    expect(sent).toEqual([['budget-work', '{"run":"monthly-settlement","at":"2026-03-31T18:00:00Z"}']])
    vi.advanceTimersByTime(30 * 24 * hour)
    expect(sent).toHaveLength(2)
    scheduler.stop()
  })

  it('makes up for one run after the machine slept through many', () => {
    const scheduler = createScheduler({
      schedules: [{ ...monthly, expression: 'rate(1 minute)' }],
      sendToQueue,
      clock,
    })
    vi.setSystemTime(new Date('2026-03-31T08:00:00Z'))
    vi.advanceTimersByTime(60_000)
    expect(sent).toHaveLength(1)
    vi.advanceTimersByTime(60_000)
    expect(sent).toHaveLength(2)
    scheduler.stop()
  })

  it('sends nothing once it is stopped, and holds no timer', () => {
    createScheduler({ schedules: [monthly], sendToQueue, clock }).stop()
    expect(vi.getTimerCount()).toBe(0)
    vi.advanceTimersByTime(48 * hour)
    expect(sent).toEqual([])
  })

  it('leaves a disabled schedule alone', () => {
    createScheduler({ schedules: [{ ...monthly, enabled: false }], sendToQueue, clock })
    expect(vi.getTimerCount()).toBe(0)
  })

  it('tries again when the queue refuses', () => {
    const refuse = vi.fn(sendToQueue).mockImplementationOnce(() => {
      throw new Error('queue is busy')
    })
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    const scheduler = createScheduler({ schedules: [monthly], sendToQueue: refuse, clock })
    vi.advanceTimersByTime(18 * hour)
    expect(sent).toEqual([])
    vi.advanceTimersByTime(1_000)
    expect(sent).toEqual([['budget-work', expect.stringContaining('2026-03-31T18:00:00Z')]])
    expect(log).toHaveBeenCalledOnce()
    scheduler.stop()
  })

  it('refuses a placeholder it does not know at start', () => {
    const schedule = { ...monthly, input: '<aws.scheduler.business-date>' }
    expect(() => createScheduler({ schedules: [schedule], sendToQueue, clock })).toThrow(
      expect.objectContaining({ code: 'scheduler.input' }),
    )
  })
})
