import { UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda'
import { must } from '#shared/kernel/errors.ts'
import type { WatchedQueue } from './queues.ts'
import type { Site } from './site.ts'

/**
 * Has the messages of a queue wait, or brings them to their function again. What the function has in hand is finished.
 * @throws TongchouError `operate.nothing-delivered` for a queue that no function reads
 */
export const setDelivery = async (site: Site, queue: WatchedQueue, on: boolean): Promise<void> => {
  const { delivery } = queue
  must(delivery !== undefined, 'operate.nothing-delivered', `no function reads ${queue.name}`)
  await site.lambda.send(new UpdateEventSourceMappingCommand({ UUID: delivery, Enabled: on }))
}
