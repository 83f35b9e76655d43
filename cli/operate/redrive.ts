import type { _Record as StreamRecord } from '@aws-sdk/client-dynamodb-streams'
import { GetRecordsCommand, GetShardIteratorCommand } from '@aws-sdk/client-dynamodb-streams'
import { PutEventsCommand } from '@aws-sdk/client-eventbridge'
import type { BusEvent } from '#shared/contracts/define-event.ts'
import { objectCreatedType } from '#shared/contracts/files.ts'
import type { AsideLetter } from '#shared/edge/events/again.ts'
import { type DeadLetter, look, sendAgain } from '#shared/edge/watch/dead-letters.ts'
import { redriveEach } from '#shared/edge/watch/redrive.ts'
import type { Phrase } from '#shared/kernel/language.ts'
import { events } from '../../infra/events.ts'
import { type Told, tellOf } from './cause.ts'
import { publisherOf } from './publisher.ts'
import { busOf, type WatchedQueue } from './queues.ts'
import type { Site } from './site.ts'

/** What came of a dead letter: it is on its way again, or it stays, with the reason. */
export type Redriven = Pick<Told, 'what'> & { readonly messageId: string; readonly stays?: Phrase }

const stillUnknown: Phrase = {
  zh: '仍无契约描述该事件：先部署新版本',
  en: 'still no contract describes it: deploy the version that has one first',
}
const stillUnread: Phrase = {
  zh: '此消息不会重发：请把文件重新放到正确的前缀下，再用 discard 了结',
  en: 'it is not sent again: put the file under the right prefix, then discard this',
}
const refused: Phrase = { zh: '总线未接受：请重试', en: 'the bus did not take it: try again' }
const stillUnfit = (cause: string): Phrase => ({
  zh: `仍无法发布：${cause}。先部署能够发布它的版本`,
  en: `it still cannot be published: ${cause}. Deploy the version that can first`,
})
const forgotten: Phrase = {
  zh: '流中已无这些记录：请用 republish 重发当日的事实',
  en: 'the stream has forgotten the records: republish the facts of these days',
}

const toBus = async (site: Site, letter: DeadLetter): Promise<Phrase | undefined> => {
  const event = JSON.parse(letter.body) as BusEvent
  if (event['detail-type'] === objectCreatedType) return stillUnread
  if (!events.some(({ detailTypes }) => detailTypes.includes(event['detail-type']))) return stillUnknown
  const { FailedEntryCount } = await site.events.send(
    new PutEventsCommand({
      Entries: [
        {
          EventBusName: busOf(site.outputs),
          Source: event.source,
          DetailType: event['detail-type'],
          Detail: JSON.stringify(event.detail),
        },
      ],
    }),
  )
  return FailedEntryCount ? refused : undefined
}

type Batch = {
  readonly shardId: string
  readonly startSequenceNumber: string
  readonly batchSize: number
  readonly streamArn: string
}

/** The records that a dead letter of an outbox names, for as long as the stream keeps them. */
const recordsOf = async (site: Site, service: string, batch: Batch): Promise<StreamRecord[]> => {
  const table = site.tables.find((each) => each.service === service)
  const client = site.streamsOf(table?.name ?? '')
  try {
    const { ShardIterator } = await client.send(
      new GetShardIteratorCommand({
        StreamArn: batch.streamArn,
        ShardId: batch.shardId,
        ShardIteratorType: 'AT_SEQUENCE_NUMBER',
        SequenceNumber: batch.startSequenceNumber,
      }),
    )
    const { Records = [] } = await client.send(
      new GetRecordsCommand({ ShardIterator, Limit: batch.batchSize }),
    )
    return Records
  } catch (error) {
    if (['TrimmedDataAccessException', 'ResourceNotFoundException'].includes((error as Error).name)) return []
    throw error
  } finally {
    client.destroy()
  }
}

/** The change that was laid aside; none where it was too large to lie there. */
const wholeIn = ({ setAside }: AsideLetter): StreamRecord[] =>
  setAside.dynamodb?.NewImage ? [setAside as StreamRecord] : []

const publishAgain = async (site: Site, service: string, letter: DeadLetter): Promise<Phrase | undefined> => {
  const body = JSON.parse(letter.body) as AsideLetter | { readonly DDBStreamBatchInfo: Batch }
  const records = 'setAside' in body ? wholeIn(body) : await recordsOf(site, service, body.DDBStreamBatchInfo)
  if (records.length === 0) return forgotten
  const { failed, cause } = await publisherOf(site, service).publish(records)
  if (cause !== undefined) return stillUnfit(cause)
  return failed ? refused : undefined
}

/** Brings a letter on its way again; answers why not where it has to stay. */
const bringOn = async (site: Site, queue: WatchedQueue, letter: DeadLetter): Promise<Phrase | undefined> => {
  if (queue.part === 'unknown') return toBus(site, letter)
  if (queue.part === 'outbox') return publishAgain(site, queue.service, letter)
  await sendAgain(site.sqs, queue.url ?? '', letter)
  return undefined
}

/** What a redrive would bring on its way; nothing is moved. */
export const rehearse = async (site: Site, queue: WatchedQueue, most = 100): Promise<Redriven[]> => {
  const letters = await look(site.sqs, queue.deadLettersUrl, most)
  return Promise.all(
    letters.map(async (letter) => {
      const { what } = await tellOf(site, queue, letter)
      return { messageId: letter.messageId, what }
    }),
  )
}

/** Brings the dead letters of a queue on their way again. */
export const redrive = async (site: Site, queue: WatchedQueue): Promise<Redriven[]> => {
  const done: Redriven[] = []
  await redriveEach(site.sqs, queue.deadLettersUrl, async (letter) => {
    const { what } = await tellOf(site, queue, letter)
    const stays = await bringOn(site, queue, letter)
    done.push({ messageId: letter.messageId, what, ...(stays && { stays }) })
    return stays === undefined
  })
  return done
}
