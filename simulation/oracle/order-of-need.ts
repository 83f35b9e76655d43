import type { Model } from '../../local/template/model.ts'
import type { Message } from '../world/queues.ts'
import type { World } from '../world/world.ts'
import type { Problem } from './judge-records.ts'

/** The service whose answers hospitals wait for. */
export const answering = 'settlement'
/**
 * What that service hears and only counts: claims that were settled, for supervision, and money that came back. All else
 * decides an answer: who is entitled, what was credited, what was agreed, whose records are one.
 */
export const onlyCounts = ['claims-settled.v1', 'recovery-booked.v1'] as const

const kindOf = ({ body }: Message): string => String(JSON.parse(body)['detail-type'])

const counts = (message: Message): boolean => onlyCounts.some((kind) => kind === kindOf(message))

/**
 * Watches in which order the service takes what waited for it. When it is up again, nothing that decides an answer may wait
 * behind more of what only counts than its functions take at once.
 */
export const watchOrder = (world: World, { queueSources }: Model) => {
  const inboxes = queueSources.filter(({ functionName }) =>
    functionName.endsWith(`-${answering}-ConsumeFunction`),
  )
  const takenAtOnce = Math.max(
    ...inboxes.map(({ batchSize, maximumConcurrency = 1 }) => batchSize * maximumConcurrency),
  )
  const queues = new Set(inboxes.map(({ queueName }) => queueName))
  const problems: Problem[] = []
  let waited = 0

  const fromNow = (): void => {
    const waiting = new Set(
      [...queues].flatMap((queue) => world.queues.visible(queue).filter((each) => !counts(each))),
    )
    waited += waiting.size
    if (waiting.size === 0) return
    let counted = 0
    const watch = world.queues.onTaken((message, queue) => {
      if (waiting.delete(message)) {
        if (counted > takenAtOnce)
          problems.push({
            of: 'the order of need',
            says: `${kindOf(message)} waited behind ${counted} events that only count`,
          })
        if (waiting.size === 0) watch.stop()
      } else if (queues.has(queue) && counts(message)) counted += 1
    })
  }

  return { fromNow, problems: (): readonly Problem[] => problems, waited: () => waited }
}
