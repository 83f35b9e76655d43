import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'

const client = new DynamoDBClient({})
let invocations = 0

/** Answers a request of the HTTP API: records the note that the body holds. */
export const handler = async (event: { body: string }) => {
  invocations += 1
  const { id, text } = JSON.parse(event.body) as { id: string; text: string }
  await client.send(
    new PutItemCommand({
      TableName: process.env.TABLE_NAME,
      Item: { pk: { S: id }, sk: { S: 'NOTE' }, text: { S: text } },
    }),
  )
  console.log(
    JSON.stringify({
      service: 'notes',
      operation: 'record',
      WriteUnits: 2,
      _aws: { CloudWatchMetrics: [{ Metrics: [{ Name: 'WriteUnits' }] }] },
    }),
  )
  const environment = Object.keys(process.env).sort()
  return { statusCode: 201, body: JSON.stringify({ id, invocations, environment }) }
}
