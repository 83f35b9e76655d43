import { look, remove } from '#shared/edge/watch/dead-letters.ts'
import { TongchouError } from '#shared/kernel/errors.ts'
import { tellOf } from './cause.ts'
import type { WatchedQueue } from './queues.ts'
import type { Site } from './site.ts'

/** A dead letter that was ended without being brought on its way, whole, for the file of the case. */
export type Discarded = { readonly messageId: string; readonly what: string; readonly body: string }

/** So many dead letters are looked through. */
const mostLetters = 1000

/**
 * Ends a dead letter that has nothing more to say.
 * @throws TongchouError `operate.never-discarded` for recorded facts and units of runs, which have to have their effect;
 *   `operate.message-unknown`
 */
export const discard = async (site: Site, queue: WatchedQueue, messageId: string): Promise<Discarded> => {
  if (queue.part !== 'outbox' && queue.part !== 'unknown')
    throw new TongchouError(
      'operate.never-discarded',
      `what is in ${queue.name} has to have its effect: redrive it`,
    )
  const letters = await look(site.sqs, queue.deadLettersUrl, mostLetters)
  const letter = letters.find((each) => each.messageId === messageId)
  if (letter === undefined)
    throw new TongchouError('operate.message-unknown', `there is no message ${messageId} in ${queue.name}`)
  const { what } = await tellOf(site, queue, letter)
  await remove(site.sqs, queue.deadLettersUrl, letter)
  return { messageId, what, body: letter.body }
}
