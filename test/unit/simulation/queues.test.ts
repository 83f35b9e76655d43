import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../../cli/generate/random.ts'
import { openEvents } from '../../../simulation/world/events-by-time.ts'
import { openFaults } from '../../../simulation/world/faults.ts'
import { openQueues } from '../../../simulation/world/queues.ts'
import type { Time } from '../../../simulation/world/time.ts'

/** A clock that is moved by hand. */
const openClock = () => {
  const events = openEvents()
  let clock = 0
  const after: Time['after'] = (millis, act) => events.add(clock + millis, act)
  const pass = (millis: number): void => {
    const until = clock + millis
    after(millis, () => {})
    while (clock < until) {
      const next = events.next()
      if (!next) return
      clock = next.at
      next.act()
    }
  }
  return { pass, time: { now: () => clock, after } as Time }
}

const attributes = { VisibilityTimeout: 60 }
const dead = { name: 'dead', attributes: {} }
const work = {
  ...{ name: 'work', attributes },
  redrive: { deadLetterQueueName: 'dead', maxReceiveCount: 2 },
}

const open = () => {
  const { pass, time } = openClock()
  const random = seededRandom('queues')
  const faults = openFaults(random, [])
  const queues = openQueues([work, dead] as unknown as Parameters<typeof openQueues>[0], {
    time,
    random,
    faults,
  })
  queues.send('work', 'hello')
  pass(1_000)
  return { queues, pass }
}
const bodies = (messages: readonly { readonly body: string }[]) => messages.map(({ body }) => body)

describe('a queue', () => {
  it('hides a message that somebody has, and shows it again when it was not removed in time', () => {
    const { queues, pass } = open()
    expect(bodies(queues.receive('work', 10))).toEqual(['hello'])
    pass(59_000)
    expect(queues.receive('work', 10)).toEqual([])
    pass(2_000)
    expect(bodies(queues.receive('work', 10))).toEqual(['hello'])
  })

  it('forgets a message that was removed', () => {
    const { queues, pass } = open()
    queues.remove('work', queues.receive('work', 10))
    pass(120_000)
    expect([queues.receive('work', 10), queues.depth('work')]).toEqual([[], 0])
  })

  it('gives up what somebody has by its id', () => {
    const { queues, pass } = open()
    const [held] = queues.receive('work', 10)
    queues.drop('work', [String(held?.id), 'unknown'])
    queues.send('work', 'stay')
    pass(120_000)
    expect([bodies(queues.receive('work', 10)), queues.depth('work')]).toEqual([['stay'], 1])
  })

  it('makes a dead letter of what was received twice and not handled, and sends it back when asked', () => {
    const { queues, pass } = open()
    for (const _ of [1, 2]) {
      queues.receive('work', 10)
      pass(61_000)
    }
    expect(queues.receive('work', 10)).toEqual([])
    expect([queues.depth('work'), queues.depth('dead')]).toEqual([0, 1])
    queues.redrive('dead')
    pass(1_000)
    expect(bodies(queues.receive('work', 10))).toEqual(['hello'])
    expect(queues.depth('dead')).toBe(0)
  })
})
