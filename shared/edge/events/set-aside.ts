import type { SQSClient } from '@aws-sdk/client-sqs'
import type { DynamoDBRecord } from 'aws-lambda'
import { causeAttributes, sendTo } from '#shared/edge/events/inbox.ts'
import type { SetAside } from '#shared/edge/events/publish.ts'

/** A message of a queue holds no more. A larger change is named by its keys: its item stands in the table. */
const mostBytes = 240_000

const letterOf = ({ eventName, dynamodb = {} }: DynamoDBRecord): string => {
  const { Keys, SequenceNumber, NewImage, OldImage } = dynamodb
  const told = (images: object) =>
    JSON.stringify({ setAside: { eventName, dynamodb: { Keys, SequenceNumber, ...images } } })
  const whole = told({ NewImage, OldImage })
  return Buffer.byteLength(whole) <= mostBytes ? whole : told({})
}

/** Lays changes among the dead letters of an outbox, each whole and with its cause. */
export const setAsideAt =
  (client: SQSClient, deadLettersUrl: () => string): SetAside =>
  (record, error) =>
    sendTo(client, deadLettersUrl(), letterOf(record), causeAttributes(error))
