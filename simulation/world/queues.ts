import type { Random } from '../../cli/generate/random.ts'
import type { Queue } from '../../local/template/model.ts'
import type { Happening } from './events-by-time.ts'
import { callOff } from './events-by-time.ts'
import type { Faults } from './faults.ts'
import type { Time } from './time.ts'

/** What is said with a message, by name. */
export type MessageAttributes = Readonly<Record<string, { readonly StringValue?: string | undefined }>>

/** A message of a queue, as Lambda's source sees it. */
export type Message = {
  readonly id: string
  readonly body: string
  readonly sentAt: number
  readonly attributes: MessageAttributes
  receives: number
  /** When it is visible, for the first time or again. */
  arrival: Happening | undefined
}

/** `open` counts what was sent and is not handled: visible, hidden, or on its way. */
type Place = {
  readonly queue: Queue
  readonly visible: Message[]
  readonly inHand: Map<string, Message>
  open: number
}

/** SQS by its words: at least once, in no order, hidden while somebody has it, a dead letter after so many receives. */
export type Queues = {
  readonly send: (queueName: string, body: string, attributes?: MessageAttributes) => void
  /** Takes up to so many messages that are visible now; they come back unless they are removed in time: the queue's, or another. */
  readonly receive: (queueName: string, most: number, hiddenSeconds?: number) => readonly Message[]
  readonly remove: (queueName: string, messages: readonly Message[]) => void
  /** Has messages that somebody has come back so many seconds from now. */
  readonly hide: (queueName: string, ids: readonly string[], seconds: number) => void
  /** Takes messages that somebody has out of a queue, by their ids. */
  readonly drop: (queueName: string, ids: readonly string[]) => void
  /** Tells whoever feeds a function from the queue that something may be visible. */
  readonly onArrival: (queueName: string, ring: () => void) => void
  /** What lies in a queue for whoever takes it next. */
  readonly visible: (queueName: string) => readonly Message[]
  /** Tells of each message that is taken, from any queue, until it is told to stop. */
  readonly onTaken: (tell: (message: Message, queueName: string) => void) => { readonly stop: () => void }
  /** What lies in a queue: visible, hidden, or still on its way. */
  readonly depth: (queueName: string) => number
  /** The same, each apart. */
  readonly parts: (queueName: string) => Readonly<Record<'visible' | 'hidden' | 'coming', number>>
  /** Sends every message of a dead-letter queue back to where it came from. */
  readonly redrive: (deadLetterQueueName: string) => void
}

const minute = 60_000
const lateMillis = [minute, 10 * minute, 6 * 60 * minute] as const

export const openQueues = (
  all: readonly Queue[],
  { time, random, faults }: { readonly time: Time; readonly random: Random; readonly faults: Faults },
): Queues => {
  const places = new Map<string, Place>(
    all.map((queue) => [queue.name, { queue, visible: [], inHand: new Map(), open: 0 }]),
  )
  const bells = new Map<string, (() => void)[]>()
  const removed = new WeakSet<Message>()
  const watchers = new Set<(message: Message, queueName: string) => void>()
  let number = 0

  const placeOf = (name: string): Place => {
    const place = places.get(name)
    if (!place) throw new Error(`there is no queue ${name}`)
    return place
  }
  const ring = (name: string): void => {
    for (const bell of bells.get(name) ?? []) bell()
  }
  const arrive = (name: string, message: Message, millis: number): void => {
    if (message.arrival) callOff(message.arrival)
    message.arrival = time.after(millis, () => {
      const place = placeOf(name)
      place.inHand.delete(message.id)
      place.visible.push(message)
      ring(name)
    })
  }
  const put = (name: string, body: string, attributes: MessageAttributes = {}): void => {
    number += 1
    placeOf(name).open += 1
    const message = {
      ...{ id: `m-${number}`, body, attributes, sentAt: time.now() },
      ...{ receives: 0, arrival: undefined },
    }
    arrive(name, message, faults.happens('late') ? random.pick(lateMillis) : random.between(5, 40))
  }

  const close = (place: Place, message: Message): void => {
    if (removed.has(message)) return
    removed.add(message)
    if (message.arrival) callOff(message.arrival)
    place.inHand.delete(message.id)
    place.open -= 1
  }
  const giveUp = (place: Place, message: Message): boolean => {
    const { redrive } = place.queue
    if (!redrive || message.receives < redrive.maxReceiveCount) return false
    close(place, message)
    const dead = placeOf(redrive.deadLetterQueueName)
    dead.open += 1
    dead.visible.push({ ...message, receives: 0, arrival: undefined })
    return true
  }
  /** Queues keep no order: a receive takes from anywhere. */
  const take = (place: Place): Message | undefined => {
    const at = random.between(0, Math.min(place.visible.length, 20) - 1)
    return place.visible.splice(at, 1)[0]
  }

  return {
    send: (name, body, attributes) => {
      put(name, body, attributes)
      if (faults.happens('twice')) put(name, body, attributes)
    },
    receive: (name, most, hiddenSeconds) => {
      const place = placeOf(name)
      const visibleAgainIn = Number(hiddenSeconds ?? place.queue.attributes.VisibilityTimeout ?? 30) * 1000
      const batch: Message[] = []
      while (batch.length < most && place.visible.length > 0) {
        const message = take(place)
        if (!message || giveUp(place, message)) continue
        message.receives += 1
        batch.push(message)
        place.inHand.set(message.id, message)
        arrive(name, message, visibleAgainIn)
        for (const tell of watchers) tell(message, name)
      }
      return batch
    },
    remove: (name, messages) => {
      for (const message of messages) close(placeOf(name), message)
    },
    hide: (name, ids, seconds) => {
      for (const id of ids) {
        const message = placeOf(name).inHand.get(id)
        if (message) arrive(name, message, seconds * 1000)
      }
    },
    drop: (name, ids) => {
      const place = placeOf(name)
      for (const id of ids) {
        const message = place.inHand.get(id)
        if (message) close(place, message)
      }
    },
    onArrival: (name, bell) => bells.set(name, [...(bells.get(name) ?? []), bell]),
    visible: (name) => placeOf(name).visible,
    onTaken: (tell) => {
      watchers.add(tell)
      return { stop: () => void watchers.delete(tell) }
    },
    depth: (name) => placeOf(name).open,
    parts: (name) => {
      const { visible, inHand, open } = placeOf(name)
      const [seen, hidden] = [visible.length, inHand.size]
      return { visible: seen, hidden, coming: open - seen - hidden }
    },
    redrive: (deadLetterQueueName) => {
      const place = placeOf(deadLetterQueueName)
      const [origin] = all.filter(({ redrive }) => redrive?.deadLetterQueueName === deadLetterQueueName)
      if (!origin) return
      for (const message of place.visible.splice(0)) {
        close(place, message)
        put(origin.name, message.body)
      }
    },
  }
}
