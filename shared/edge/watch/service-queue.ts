import type { SQSClient } from '@aws-sdk/client-sqs'
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs'

/**
 * The places where messages of a service wait. In an outbox wait records that are to be published once more. What nobody
 * knows is of the bus, and shown by one service.
 */
export const queueParts = ['inbox', 'counting', 'work', 'outbox', 'unknown'] as const
export type QueuePart = (typeof queueParts)[number]

/** A queue of a service with its dead letters. */
export type ServiceQueue = {
  readonly part: QueuePart
  /** Absent where nothing waits but dead letters. */
  readonly url?: string
  readonly deadLettersUrl: string
}

/** The sections of the runbook for dead letters, by the part whose they are. */
export const sectionOf: Readonly<Record<QueuePart, string>> = {
  inbox: 'inbox-dead-letters',
  counting: 'inbox-dead-letters',
  work: 'work-dead-letters',
  outbox: 'outbox-dead-letters',
  unknown: 'unknown-events',
}

const isPart = (text: string | undefined): text is QueuePart => queueParts.some((part) => part === text)

/** The queues of a service, out of a setting: `PART URL-OF-DEAD-LETTERS URL,…`. */
export const queuesIn = (setting: string): readonly ServiceQueue[] =>
  setting.split(',').flatMap((each) => {
    const [part, deadLettersUrl, url] = each.split(' ')
    if (!isPart(part) || deadLettersUrl === undefined) return []
    return [{ part, deadLettersUrl, ...(url && { url }) }]
  })

/** The same as a setting. */
export const settingOf = (queues: readonly ServiceQueue[]): string =>
  queues
    .map(({ part, deadLettersUrl, url }) => [part, deadLettersUrl, url].filter(Boolean).join(' '))
    .join(',')

/** How many messages a queue has: those that wait, and those that somebody works on. */
export const depthOf = async (
  sqs: SQSClient,
  url: string,
): Promise<{ readonly waiting: number; readonly inHand: number }> => {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: url,
      AttributeNames: [
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesDelayed',
        'ApproximateNumberOfMessagesNotVisible',
      ],
    }),
  )
  const [ready = 0, delayed = 0, inHand = 0] = [
    Attributes.ApproximateNumberOfMessages,
    Attributes.ApproximateNumberOfMessagesDelayed,
    Attributes.ApproximateNumberOfMessagesNotVisible,
  ].map(Number)
  return { waiting: ready + delayed, inHand }
}
