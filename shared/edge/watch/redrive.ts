import type { SQSClient } from '@aws-sdk/client-sqs'
import type { DeadLetter } from '#shared/edge/watch/dead-letters.ts'
import { putBack, remove, sendAgain, takeAll } from '#shared/edge/watch/dead-letters.ts'
import { hasWayBack } from '#shared/edge/watch/letter-told.ts'
import type { ServiceQueue } from '#shared/edge/watch/service-queue.ts'

/** So many dead letters go at once while a caller waits; the next call goes on. */
export const mostAtOnce = 100

/** A queue whose dead letters have a way back: who applied them knows what was applied. */
export type WithWayBack = ServiceQueue & { readonly url: string }

/**
 * Brings dead letters on their way again, each first sent and then deleted. Killed in between, it sends one of them twice
 * at the next time, which has one effect.
 * @param goes sends a letter and says so; one that it does not send stays
 */
export const redriveEach = async (
  sqs: SQSClient,
  deadLettersUrl: string,
  goes: (letter: DeadLetter) => Promise<boolean>,
  most = Number.POSITIVE_INFINITY,
): Promise<void> => {
  let done = 0
  const stayed: DeadLetter[] = []
  for await (const letter of takeAll(sqs, deadLettersUrl)) {
    if (await goes(letter)) {
      await remove(sqs, deadLettersUrl, letter)
      done += 1
    } else stayed.push(letter)
    if (done >= most) break
  }
  // Not before the end, or they would be taken again.
  for (const letter of stayed) await putBack(sqs, deadLettersUrl, letter)
}

/**
 * Gives dead letters to their queue again; what has no way back stays.
 * @param messageId the one that is meant; all when absent
 * @returns how many of those that are meant stay
 */
export const redriveLetters = async (
  sqs: SQSClient,
  { part, url, deadLettersUrl }: WithWayBack,
  messageId?: string,
): Promise<number> => {
  let stayed = 0
  const goes = async (letter: DeadLetter): Promise<boolean> => {
    if (messageId !== undefined && letter.messageId !== messageId) return false
    if (!hasWayBack(part, letter)) {
      stayed += 1
      return false
    }
    await sendAgain(sqs, url, letter)
    return true
  }
  await redriveEach(sqs, deadLettersUrl, goes, messageId === undefined ? mostAtOnce : 1)
  return stayed
}
