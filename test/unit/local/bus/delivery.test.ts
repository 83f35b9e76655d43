import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDeliveries } from '../../../../local/bus/delivery.ts'
import { certain } from '../chance.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const refusing = (...queues: string[]) => {
  const sent: string[] = []
  const sendToQueue = (queueName: string) => {
    if (queues.includes(queueName)) throw new Error('no such queue')
    sent.push(queueName)
  }
  return { sent, sendToQueue }
}

const target = { id: 'inbox', queueName: 'inbox', deadLetterQueueName: 'dead' }

describe('a delivery', () => {
  it('is tried again until the queue takes the event', () => {
    const sendToQueue = vi.fn()
    for (let refusals = 0; refusals < 2; refusals += 1)
      sendToQueue.mockImplementationOnce(() => {
        throw new Error('queue is busy')
      })
    const deliveries = createDeliveries({ sendToQueue, chaos: certain() })
    deliveries.start([{ target, body: '{"nth":1}' }])
    expect(deliveries.pending()).toBe(1)
    vi.advanceTimersByTime(149)
    expect(deliveries.pending()).toBe(1)
    vi.advanceTimersByTime(1)
    expect(deliveries.pending()).toBe(0)
    expect(sendToQueue).toHaveBeenCalledTimes(3)
    expect(sendToQueue).toHaveBeenLastCalledWith('inbox', '{"nth":1}')
  })

  it('happens twice when chaos says so, and is pending in between', () => {
    const { sent, sendToQueue } = refusing()
    const deliveries = createDeliveries({ sendToQueue, chaos: certain({ twice: 1 }) })
    deliveries.start([{ target, body: '{}' }])
    expect([sent, deliveries.pending()]).toEqual([['inbox'], 1])
    vi.advanceTimersByTime(3_000)
    expect([sent, deliveries.pending()]).toEqual([['inbox', 'inbox'], 0])
  })
})

describe('an event that its queue never takes', () => {
  it('goes to the dead-letter queue after ten attempts, and is pending until then', async () => {
    const { sent, sendToQueue } = refusing('inbox')
    const log = vi.fn()
    const deliveries = createDeliveries({ sendToQueue, chaos: certain(), log })
    deliveries.start([{ target, body: '{}' }])
    await vi.advanceTimersByTimeAsync(15_000)
    expect([deliveries.pending(), sent]).toEqual([1, []])
    await vi.advanceTimersByTimeAsync(10_000)
    expect([deliveries.pending(), sent]).toEqual([0, ['dead']])
    expect(log).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('no such queue'))
  })

  it('is in the log as lost when nothing takes it', async () => {
    const { sendToQueue } = refusing('inbox', 'dead')
    const log = vi.fn()
    const deliveries = createDeliveries({ sendToQueue, chaos: certain(), log })
    deliveries.start([{ target, body: '{}' }])
    await vi.advanceTimersByTimeAsync(25_000)
    expect(deliveries.pending()).toBe(0)
    expect(log).toHaveBeenLastCalledWith(expect.stringContaining('event lost'))
  })
})
