import type { MessageAttributeValue } from '@aws-sdk/client-sqs'
import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import type { SQSRecord } from 'aws-lambda'
import { setting } from '#shared/edge/function/environment.ts'
import { must, TongchouError } from '#shared/kernel/errors.ts'
import { maskPersonalData } from '#shared/kernel/personal-data.ts'

/** What a consumer does with a message other than applying it. */
export type Inbox = {
  /** Lays a message among the dead letters of its queue, with the cause. */
  readonly setAside: (record: SQSRecord, error: unknown) => Promise<void>
  /** Gives a message to its queue again, as one that was never received. */
  readonly sendAnew: (record: SQSRecord) => Promise<void>
  /** Has messages come again so many seconds from now, and not as soon as their queue says. */
  readonly hide: (records: readonly SQSRecord[], seconds: number) => Promise<void>
  /** Takes messages that are done out of their queue at once, and not when the whole batch is answered. */
  readonly remove: (records: readonly SQSRecord[]) => Promise<void>
}

/** A message that was given to its queue again says so. */
const anewAttribute = 'Anew'

/** Whether a message was given to its queue again once. */
export const wasSentAnew = ({ messageAttributes }: Pick<SQSRecord, 'messageAttributes'>): boolean =>
  messageAttributes?.[anewAttribute] !== undefined

/** SQS takes attributes of some size; a cause is told in fewer words. */
const mostLetters = 1000

const text = (value: string): MessageAttributeValue => ({
  DataType: 'String',
  StringValue: maskPersonalData(value).slice(0, mostLetters) || '-',
})

/** Why something is a dead letter, in the words that the bus uses for the same. */
export const causeAttributes = (error: unknown): Record<string, MessageAttributeValue> => {
  const { name, message } = error instanceof Error ? error : new Error(String(error))
  return {
    ERROR_CODE: text(error instanceof TongchouError ? error.code : name),
    ERROR_MESSAGE: text(message),
  }
}

/** @throws TongchouError `queue.refused` where the queue does not take what it is sent */
export const sendTo = async (
  client: SQSClient,
  QueueUrl: string,
  MessageBody: string,
  MessageAttributes: Record<string, MessageAttributeValue>,
): Promise<void> => {
  const { Failed = [] } = await client.send(
    new SendMessageBatchCommand({ QueueUrl, Entries: [{ Id: '0', MessageBody, MessageAttributes }] }),
  )
  must(Failed.length === 0, 'queue.refused', 'the queue did not take the message')
}

const lastPart = (place: string, by: string): string => place.slice(place.lastIndexOf(by) + 1)

type Addresses = { readonly url: string; readonly deadLettersUrl: string }

/** The queues of an inbox by their names, out of a setting: `URL URL-OF-DEAD-LETTERS,…`. */
const addressesIn = (queues: string): ReadonlyMap<string, Addresses> =>
  new Map(
    queues.split(',').map((pair) => {
      const [url = '', deadLettersUrl = ''] = pair.split(' ')
      return [lastPart(url, '/'), { url, deadLettersUrl }]
    }),
  )

/** The inbox of a service at its queues. */
export const inboxAt = (client: SQSClient, queues: () => string): Inbox => {
  const addressesOf = ({ eventSourceARN }: SQSRecord): Addresses => {
    const name = lastPart(eventSourceARN, ':')
    const found = addressesIn(queues()).get(name)
    must(found !== undefined, 'inbox.unknown-queue', 'a message came from a queue that is not ours', { name })
    return found
  }
  return {
    setAside: (record, error) =>
      sendTo(client, addressesOf(record).deadLettersUrl, record.body, causeAttributes(error)),
    sendAnew: (record) =>
      sendTo(client, addressesOf(record).url, record.body, { [anewAttribute]: text('1') }),
    hide: async (records, seconds) => {
      const [first] = records
      if (first === undefined) return
      await client.send(
        new ChangeMessageVisibilityBatchCommand({
          QueueUrl: addressesOf(first).url,
          Entries: records.map(({ receiptHandle }, index) => ({
            ...{ Id: String(index), ReceiptHandle: receiptHandle },
            VisibilityTimeout: seconds,
          })),
        }),
      )
    },
    remove: async (records) => {
      const [first] = records
      if (first === undefined) return
      await client.send(
        new DeleteMessageBatchCommand({
          QueueUrl: addressesOf(first).url,
          Entries: records.map(({ receiptHandle }, index) => ({
            Id: String(index),
            ReceiptHandle: receiptHandle,
          })),
        }),
      )
    },
  }
}

/** The inbox of this function's service. */
export const openInbox = (): Inbox => inboxAt(new SQSClient(), () => setting('INBOX_QUEUES'))
