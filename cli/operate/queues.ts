import type { QueuePart } from '#shared/edge/watch/service-queue.ts'
import { TongchouError } from '#shared/kernel/errors.ts'
import type { Outputs } from '../../local/template/model.ts'
import type { LogPlace } from './places.ts'

/** A place where messages wait for a function, or for a person. */
export type WatchedQueue = {
  /** `budget/inbox`, `settlement/counting`, `budget/work`, `budget/outbox` or `bus/unknown`. */
  readonly name: string
  readonly service: string
  readonly part: QueuePart
  /** Absent where nothing waits but dead letters. */
  readonly url?: string
  readonly deadLettersUrl: string
  /** What brings its messages to a function; it can be paused. */
  readonly delivery?: string
  /** The function that works on its messages, or publishes the records of an outbox, and where it logs. */
  readonly worker?: LogPlace
}

const stackPrefix = 'tongchou-'
const foundation = `${stackPrefix}foundation`

type Places = Readonly<Record<string, string>>

const worked = (
  service: string,
  places: Places,
  names: { readonly part: 'inbox' | 'counting' | 'work'; readonly queue: string; readonly fn: string },
): WatchedQueue[] => {
  const { part, queue, fn } = names
  const [url, deadLettersUrl] = [places[`${queue}Url`], places[`${queue}DeadLettersUrl`]]
  const [delivery, name, log] = [places[`${queue}Delivery`], places[`${fn}Function`], places[`${fn}Log`]]
  if (!url || !deadLettersUrl || !delivery || !name || !log) return []
  return [
    { name: `${service}/${part}`, service, part, url, deadLettersUrl, delivery, worker: { fn: name, log } },
  ]
}

const ofService = (service: string, places: Places): WatchedQueue[] => [
  ...worked(service, places, { part: 'inbox', queue: 'Inbox', fn: 'Consume' }),
  ...worked(service, places, { part: 'counting', queue: 'Counting', fn: 'Consume' }),
  ...worked(service, places, { part: 'work', queue: 'Work', fn: 'Work' }),
  ...(places.OutboxDeadLettersUrl
    ? [
        {
          name: `${service}/outbox`,
          service,
          part: 'outbox' as const,
          deadLettersUrl: places.OutboxDeadLettersUrl,
          ...(places.PublishFunction && {
            worker: { fn: places.PublishFunction, log: places.PublishLog ?? '' },
          }),
        },
      ]
    : []),
]

/** Every queue of the province, as its stacks say. */
export const queuesOf = (outputs: Outputs): readonly WatchedQueue[] => {
  const services = Object.entries(outputs).flatMap(([stack, places]) =>
    ofService(stack.slice(stackPrefix.length), places),
  )
  const unknown = outputs[foundation]?.UnknownEventsUrl
  return [
    ...services.sort((a, b) => (a.name < b.name ? -1 : 1)),
    ...(unknown
      ? [{ name: 'bus/unknown', service: 'bus', part: 'unknown' as const, deadLettersUrl: unknown }]
      : []),
  ]
}

/** The bus of the province. */
export const busOf = (outputs: Outputs): string => outputs[foundation]?.BusName ?? ''

/**
 * A queue by its name.
 * @throws TongchouError `operate.queue-unknown` with those that there are
 */
export const queueNamed = (queues: readonly WatchedQueue[], name: string): WatchedQueue => {
  const queue = queues.find((each) => each.name === name)
  if (queue) return queue
  const names = queues.map((each) => each.name).join(', ')
  throw new TongchouError('operate.queue-unknown', `there is no queue ${name}; there are: ${names}`)
}
