import { expect, it } from 'vitest'
import { seededRandom } from '../../../cli/generate/random.ts'
import type { Model } from '../../../local/template/model.ts'
import { watchOrder } from '../../../simulation/oracle/order-of-need.ts'
import { openFaults } from '../../../simulation/world/faults.ts'
import { openQueues } from '../../../simulation/world/queues.ts'
import type { Time } from '../../../simulation/world/time.ts'
import type { World } from '../../../simulation/world/world.ts'

const source = (queueName: string) => ({
  ...{ queueName, functionName: 'tongchou-settlement-ConsumeFunction' },
  ...{ batchSize: 10, maximumConcurrency: 2 },
})
const entitled = JSON.stringify({ 'detail-type': 'entitlements-changed.v1' })
const settled = JSON.stringify({ 'detail-type': 'claims-settled.v1' })

/** A settlement service with these queues, where everything that is sent is there at once. */
const openInboxes = (names: readonly string[]) => {
  const random = seededRandom('order')
  const time: Pick<Time, 'now' | 'after'> = {
    now: () => 0,
    after: (millis, act) => {
      if (millis < 1000) act()
      return { at: 0, act }
    },
  }
  const all = names.map((name) => ({ name, attributes: { VisibilityTimeout: 60 } }))
  const queues = openQueues(all as unknown as Parameters<typeof openQueues>[0], {
    ...{ time: time as Time, random },
    faults: openFaults(random, []),
  })
  const order = watchOrder({ queues } as World, { queueSources: names.map(source) } as unknown as Model)
  const send = (name: string, body: string, times: number) => {
    for (let time = 0; time < times; time += 1) queues.send(name, body)
  }
  return { queues, order, send }
}

it('what decides an answer and has a queue of its own waits for nothing that only counts', () => {
  const { queues, order, send } = openInboxes(['inbox', 'counting'])
  send('counting', settled, 60)
  send('inbox', entitled, 1)
  order.fromNow()
  for (let time = 0; time < 2; time += 1) queues.receive('counting', 10)
  queues.receive('inbox', 10)
  for (let time = 0; time < 4; time += 1) queues.receive('counting', 10)
  expect([order.waited(), order.problems()]).toEqual([1, []])
})

it('what lies behind sixty that only count, of which twenty are taken at once, is told', () => {
  const { queues, order, send } = openInboxes(['inbox'])
  send('inbox', settled, 60)
  send('inbox', entitled, 1)
  order.fromNow()
  while (queues.receive('inbox', 10).length > 0);
  expect(order.problems()).toEqual([
    {
      of: 'the order of need',
      says: expect.stringMatching(
        /^entitlements-changed\.v1 waited behind (4|5|6)\d events that only count$/,
      ),
    },
  ])
})

it('where nothing that decides waits, nothing is told of what counts', () => {
  const { queues, order, send } = openInboxes(['inbox'])
  send('inbox', settled, 60)
  order.fromNow()
  while (queues.receive('inbox', 10).length > 0);
  expect([order.waited(), order.problems()]).toEqual([0, []])
})
