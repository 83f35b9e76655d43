import type { Message, MessageAttributeValue } from '@aws-sdk/client-sqs'
import { localPlace } from '../local-clients.ts'

const attribute = (value: MessageAttributeValue) => ({
  dataType: value.DataType,
  ...(value.StringValue !== undefined && { stringValue: value.StringValue }),
  ...(value.BinaryValue && { binaryValue: Buffer.from(value.BinaryValue).toString('base64') }),
  stringListValues: [],
  binaryListValues: [],
})

/** The event of Lambda's SQS source. */
export const queueEvent = (messages: readonly Message[], queueArn: string) => ({
  Records: messages.map((message) => ({
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes ?? {},
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [name, attribute(value)]),
    ),
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: localPlace.region,
  })),
})
