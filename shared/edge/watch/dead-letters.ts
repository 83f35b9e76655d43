import type { Message, SQSClient } from '@aws-sdk/client-sqs'
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs'

/** A message that a person has to look at. */
export type DeadLetter = {
  readonly messageId: string
  readonly body: string
  readonly sentAt: Date
  readonly receives: number
  /** What is said with it of its cause, by the bus that could not deliver it or by the function that set it aside. */
  readonly said?: string
  readonly receipt: string
}

const letterOf = (message: Message): DeadLetter => {
  const { MessageId = '', Body = '', ReceiptHandle = '', Attributes = {}, MessageAttributes = {} } = message
  const [code, text] = ['ERROR_CODE', 'ERROR_MESSAGE'].map((name) => MessageAttributes[name]?.StringValue)
  return {
    messageId: MessageId,
    body: Body,
    sentAt: new Date(Number(Attributes.SentTimestamp)),
    receives: Number(Attributes.ApproximateReceiveCount),
    ...(code && { said: `${code}: ${text ?? ''}`.replace(/: $/, '') }),
    receipt: ReceiptHandle,
  }
}

/** Whoever looks hides the messages from others for so long. */
const lookSeconds = 1
const workSeconds = 60

const receive = async (
  sqs: SQSClient,
  url: string,
  { hidden, wait }: { readonly hidden: number; readonly wait: number },
): Promise<DeadLetter[]> => {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: url,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: hidden,
      WaitTimeSeconds: wait,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    }),
  )
  return Messages.map(letterOf)
}

/** The first dead letters of a queue, which stay where they are. */
export const look = async (sqs: SQSClient, url: string, most: number): Promise<DeadLetter[]> => {
  const seen = new Map<string, DeadLetter>()
  while (seen.size < most) {
    // Another who looks may have hidden the first.
    const wait = seen.size === 0 ? lookSeconds + 1 : 0
    const letters = (await receive(sqs, url, { hidden: lookSeconds, wait })).filter(
      ({ messageId }) => !seen.has(messageId),
    )
    if (letters.length === 0) break
    for (const letter of letters) seen.set(letter.messageId, letter)
  }
  return [...seen.values()].slice(0, most)
}

/**
 * The dead letters that are there at the start, each once. What comes back meanwhile is left for the next time; what whoever
 * takes them leaves is shown again.
 */
export async function* takeAll(sqs: SQSClient, url: string): AsyncGenerator<DeadLetter> {
  const start = Date.now()
  for (let wait = lookSeconds + 1; ; wait = 1) {
    // At first as long as a look of another hides them.
    const letters = await receive(sqs, url, { hidden: workSeconds, wait })
    const mine = letters.filter(({ sentAt }) => sentAt.getTime() <= start)
    if (mine.length === 0) return
    let given = 0
    try {
      for (const letter of mine) {
        given += 1
        yield letter
      }
    } finally {
      for (const letter of mine.slice(given)) await putBack(sqs, url, letter)
    }
  }
}

/** Gives a message to a queue again. */
export const sendAgain = async (sqs: SQSClient, url: string, { body }: DeadLetter): Promise<void> => {
  await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body }))
}

/** Shows a dead letter that stays to whoever looks next. */
export const putBack = async (sqs: SQSClient, url: string, { receipt }: DeadLetter): Promise<void> => {
  await sqs.send(
    new ChangeMessageVisibilityCommand({
      ...{ QueueUrl: url, ReceiptHandle: receipt },
      VisibilityTimeout: lookSeconds,
    }),
  )
}

/** Ends a dead letter that was dealt with. */
export const remove = async (sqs: SQSClient, url: string, { receipt }: DeadLetter): Promise<void> => {
  await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: receipt }))
}
