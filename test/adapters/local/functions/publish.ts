import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'

const client = new EventBridgeClient({})

type Records = { Records: { dynamodb: { NewImage: { pk: { S: string }; text: { S: string } } } }[] }

/** Publishes each recorded note, ten at a time; where the bus refuses one, the batch comes again. */
export const handler = async ({ Records }: Records) => {
  const entries = Records.map(({ dynamodb: { NewImage } }) => ({
    EventBusName: process.env.BUS_NAME,
    Source: 'notes',
    DetailType: 'note.recorded',
    Detail: JSON.stringify({ id: NewImage.pk.S, text: NewImage.text.S }),
  }))
  for (let at = 0; at < entries.length; at += 10) {
    const { FailedEntryCount = 0 } = await client.send(
      new PutEventsCommand({ Entries: entries.slice(at, at + 10) }),
    )
    if (FailedEntryCount > 0) throw new Error(`${FailedEntryCount} notes were refused by the bus`)
  }
}
