import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { paginateScan } from '@aws-sdk/client-dynamodb'
import type { Day } from '#shared/calendar/day.ts'
import { fromAttributes } from '#shared/edge/store/attribute-value.ts'
import type { Stored } from '#shared/edge/store/store.ts'
import { must, TongchouError } from '#shared/kernel/errors.ts'
import { services } from '../../infra/services.ts'
import { publisherOf } from './publisher.ts'
import type { Site } from './site.ts'

/** What was sent again: records that tell of the days, by kind, and the events they make, by type. */
export type Republished = {
  readonly records: Readonly<Record<string, number>>
  readonly events: Readonly<Record<string, number>>
  /** Records of these kinds that tell nothing as they stand: their state has gone on, or they never told anything. */
  readonly silent: Readonly<Record<string, number>>
}

type Days = { readonly from: Day; readonly to: Day }

/** As many as the stream gives the publisher at once. */
const atOnce = 500

const count = (counts: Record<string, number>, name: string): void => {
  counts[name] = (counts[name] ?? 0) + 1
}

/**
 * Publishes again what a service recorded from one day to another, by the service's own outbox. The id of an event is that of
 * its fact. An event that tells of a group has the group's id, and its consumers know each member. So all that was applied
 * is recognised. A record whose state has gone on tells what it is now; what it was before is known to those who moved it on.
 */
export const republish = async (
  site: Site,
  service: string,
  days: Days,
  dryRun: boolean,
): Promise<Republished> => {
  must(
    days.from <= days.to,
    'operate.days-reversed',
    `--from ${days.from} is after --to ${days.to}: nothing would be sent`,
  )
  const { toEvents, publish } = publisherOf(site, service)
  const table = site.tables.find((each) => each.service === service)
  const kinds = services.find(({ name }) => name === service)?.publishes ?? []
  must(table !== undefined, 'operate.table-unknown', `no table of ${service} is known`)
  const records: Record<string, number> = {}
  const events: Record<string, number> = {}
  const silent: Record<string, number> = {}

  const send = async (chosen: readonly Record<string, AttributeValue>[]): Promise<void> => {
    const stream = chosen.map((NewImage, at) => ({ dynamodb: { SequenceNumber: String(at), NewImage } }))
    const changes = chosen.map((image, at) => ({
      sequence: String(at),
      item: fromAttributes(image) as Stored,
    }))
    for (const { contract } of toEvents(changes)) count(events, contract.detailType)
    if (dryRun) return
    const { failed } = await publish(stream)
    if (failed)
      throw new TongchouError('operate.not-published', 'the bus did not take all events; run it again')
  }

  let chosen: Record<string, AttributeValue>[] = []
  const scan = paginateScan(
    { client: table.client },
    {
      TableName: table.name,
      ExpressionAttributeNames: { '#kind': 'kind' },
      ExpressionAttributeValues: Object.fromEntries(kinds.map((kind, at) => [`:k${at}`, { S: kind }])),
      FilterExpression: `#kind IN (${kinds.map((_, at) => `:k${at}`).join(', ')})`,
    },
  )
  for await (const { Items = [] } of scan)
    for (const image of Items) {
      const item = fromAttributes(image) as Stored
      const told = toEvents([{ sequence: '0', item }])
      if (told.length === 0) count(silent, String(item.kind))
      if (!told.some(({ event }) => event.occurredOn >= days.from && event.occurredOn <= days.to)) continue
      count(records, String(item.kind))
      chosen.push(image)
      if (chosen.length < atOnce) continue
      await send(chosen)
      chosen = []
    }
  await send(chosen)
  return { records, events, silent }
}
