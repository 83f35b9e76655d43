import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'

const client = new DynamoDBClient({})

type Messages = { Records: { messageId: string; body: string }[] }

/** Copies the notes of a batch; a note called `poison` always fails, and fails alone. */
export const handler = async ({ Records }: Messages) => {
  const batchItemFailures: { itemIdentifier: string }[] = []
  for (const { messageId, body } of Records) {
    const { detail } = JSON.parse(body) as { detail: { id: string; text: string } }
    if (detail.text === 'poison') batchItemFailures.push({ itemIdentifier: messageId })
    else {
      await client.send(
        new PutItemCommand({
          TableName: process.env.TABLE_NAME,
          Item: { pk: { S: detail.id }, sk: { S: 'COPY' } },
        }),
      )
    }
  }
  return { batchItemFailures }
}
