import type { Chaos, RuleTarget, SendToQueue } from '../contracts.ts'

/** One event on its way into one queue. */
export type Delivery = { readonly target: RuleTarget; readonly body: string }

/** Hands events to target queues. */
export type Deliveries = {
  /** Takes over deliveries; they are in their queues when this returns, unless a queue refused. */
  readonly start: (deliveries: readonly Delivery[]) => void
  /** Deliveries not yet in their queue: refused ones, and second ones still to come. */
  readonly pending: () => number
}

/** AWS's default is 185 attempts within a day; a machine under someone's desk gives up sooner. */
const maxAttempts = 10
const firstRetryMillis = 50
const maxRetryMillis = 5_000

/** How long after the first delivery a second one comes. */
const secondMillis = { from: 100, to: 3_000 }

const shuffled = <Each>(list: readonly Each[], { between }: Chaos): readonly Each[] => {
  const order: Each[] = []
  for (const each of list) order.splice(between(0, order.length), 0, each)
  return order
}

/**
 * Delivers at least once. The first attempt comes before the publisher is answered. So an accepted event is in its
 * queue already, and survives a crash of the stack. A refused delivery is tried again with a growing pause, then goes
 * to the target's dead-letter queue, or to the log. Chaos delivers again later, and shuffles what came together; that
 * events overtake one another over longer times is the queues' part.
 */
export const createDeliveries = (parts: {
  readonly sendToQueue: SendToQueue
  readonly chaos: Chaos
  readonly log?: (message: string) => void
}): Deliveries => {
  const { sendToQueue, chaos, log = console.error } = parts
  let pending = 0

  const after = (millis: number, act: () => void): void => {
    pending += 1
    setTimeout(() => {
      pending -= 1
      act()
    }, millis).unref()
  }

  const giveUp = ({ target, body }: Delivery, cause: unknown): void => {
    log(`bus: gave up on target ${target.id} (${target.queueName}): ${String(cause)}`)
    if (target.deadLetterQueueName === undefined) return
    try {
      sendToQueue(target.deadLetterQueueName, body)
    } catch (error) {
      log(`bus: event lost, ${target.deadLetterQueueName} takes nothing either: ${String(error)}`)
    }
  }

  const attempt = (delivery: Delivery, nth: number): void => {
    try {
      sendToQueue(delivery.target.queueName, delivery.body)
    } catch (error) {
      const pause = Math.min(firstRetryMillis * 2 ** (nth - 1), maxRetryMillis)
      if (nth < maxAttempts) after(pause, () => attempt(delivery, nth + 1))
      else giveUp(delivery, error)
    }
  }

  return {
    start: (deliveries) => {
      const { twice, late } = chaos.settings()
      for (const delivery of late > 0 ? shuffled(deliveries, chaos) : deliveries) {
        attempt(delivery, 1)
        if (chaos.happens(twice))
          after(chaos.between(secondMillis.from, secondMillis.to), () => attempt(delivery, 1))
      }
    },
    pending: () => pending,
  }
}
