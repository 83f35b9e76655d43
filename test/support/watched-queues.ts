import type { Message } from '@aws-sdk/client-sqs'
import { queuesIn } from '#shared/edge/watch/service-queue.ts'

type Asked = {
  readonly QueueUrl: string
  readonly VisibilityTimeout?: number
  readonly ReceiptHandle?: string
  readonly MessageBody?: string
}

const inbox = 'inbox-dead-letters'

const letter = (id: string): Message => ({
  ...{ MessageId: id, ReceiptHandle: id },
  Body: JSON.stringify({ 'detail-type': 'income-swept.v1', detail: { id: `sweep:${id}` } }),
  Attributes: { SentTimestamp: String(Date.parse('2026-01-05T02:00:00Z')), ApproximateReceiveCount: '3' },
  MessageAttributes: {
    ERROR_CODE: { DataType: 'String', StringValue: 'event.unreadable' },
    ERROR_MESSAGE: { DataType: 'String', StringValue: 'amount: not whole fen' },
  },
})

/** The queues of a service as whoever watches finds them: two letters in the inbox's dead letters, nothing elsewhere. */
export const watchedQueues = () => {
  const letters = new Map(['letter-1', 'letter-2'].map((id) => [id, letter(id)]))
  const hidden = new Set<string>()
  const sentAgain: string[] = []
  const answer: Readonly<Record<string, (asked: Asked) => object>> = {
    GetQueueAttributesCommand: ({ QueueUrl }) => ({
      Attributes: {
        ApproximateNumberOfMessages: String(QueueUrl === inbox ? letters.size : 0),
        ...{ ApproximateNumberOfMessagesDelayed: '0', ApproximateNumberOfMessagesNotVisible: '0' },
      },
    }),
    ReceiveMessageCommand: ({ QueueUrl, VisibilityTimeout = 0 }) => {
      const Messages =
        QueueUrl === inbox ? [...letters.values()].filter(({ MessageId = '' }) => !hidden.has(MessageId)) : []
      // Whoever only looks hides them for a second, which no test waits for.
      if (VisibilityTimeout > 1) for (const { MessageId = '' } of Messages) hidden.add(MessageId)
      return { Messages }
    },
    ChangeMessageVisibilityCommand: ({ ReceiptHandle = '' }) => {
      hidden.delete(ReceiptHandle)
      return {}
    },
    SendMessageCommand: ({ MessageBody = '' }) => {
      sentAgain.push(MessageBody)
      return {}
    },
    DeleteMessageCommand: ({ ReceiptHandle = '' }) => {
      letters.delete(ReceiptHandle)
      return {}
    },
  }
  return {
    watched: () =>
      queuesIn(`inbox ${inbox} inbox,work work-dead-letters work,outbox outbox-dead-letters outbox`),
    sentAgain,
    left: () => [...letters.keys()],
    /** What a command of a watcher is answered; undefined for all others. */
    send: (command: { readonly input: unknown }): object | undefined =>
      answer[command.constructor.name]?.(command.input as Asked),
  }
}
