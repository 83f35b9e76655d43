import type { SQSClient } from '@aws-sdk/client-sqs'
import type { DeadLetter } from '#shared/edge/watch/dead-letters.ts'
import { putBack, remove, sendAgain, takeAll } from '#shared/edge/watch/dead-letters.ts'
import type { ServiceQueue } from '#shared/edge/watch/service-queue.ts'

/** So many dead letters go at once while a caller waits; the next call goes on. */
export const mostAtOnce = 100

/** A queue whose dead letters have a way back: who applied them knows what was applied. */
export type WithWayBack = ServiceQueue & { readonly url: string }

/**
 * Brings dead letters of a queue on their way again, each first sent and then deleted. Killed in between, it sends one of
 * them twice at the next time, which has one effect.
 * @param messageId the one that is meant; all when absent
 * @returns how many went
 */
export const redriveLetters = async (
  sqs: SQSClient,
  { url, deadLettersUrl }: WithWayBack,
  messageId?: string,
): Promise<number> => {
  let done = 0
  const others: DeadLetter[] = []
  for await (const letter of takeAll(sqs, deadLettersUrl)) {
    if (messageId !== undefined && letter.messageId !== messageId) {
      others.push(letter)
      continue
    }
    await sendAgain(sqs, url, letter)
    await remove(sqs, deadLettersUrl, letter)
    done += 1
    if (messageId !== undefined || done >= mostAtOnce) break
  }
  // Not before the end, or they would be taken again.
  for (const letter of others) await putBack(sqs, deadLettersUrl, letter)
  return done
}
