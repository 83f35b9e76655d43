import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BusEvent } from '#shared/contracts/define-event.ts'
import { type Item, toAttributes } from '#shared/edge/store/attribute-value.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { releasedFiles } from '../../../cli/released/files.ts'
import type { StackRecord } from '../../../cli/verify/verify.ts'
import { judge } from '../../../cli/verify/verify.ts'
import { events } from '../../../infra/events.ts'
import { fromServices, services } from '../../../infra/services.ts'
import { createBus } from '../../../local/bus/create-bus.ts'
import { createChaos } from '../../../local/chaos/seeded-chaos.ts'
import { type Listening, listen } from '../../../local/http/listen.ts'

type Publish = (batch: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>

/** Samples of stored items, by service and kind: `items/<service>/<kind>.jsonl`. */
const samples: readonly StackRecord[] = releasedFiles('items/*/*.jsonl').flatMap(({ file, values }) => {
  const [, service = ''] = file.split('/')
  return (values as RecordedItem[]).map((item) => ({ service, item }))
})

const published = services.flatMap(({ name, publishes }) =>
  publishes.map((kind) => ({ service: name, kind })),
)

const carried: BusEvent[] = []
let bus: Listening
let publishers: ReadonlyMap<string, Publish>

beforeAll(async () => {
  const { handleRequest } = createBus({
    busNames: ['released'],
    rules: [
      {
        name: 'every',
        busName: 'released',
        pattern: { source: [{ prefix: 'tongchou.' }] },
        enabled: true,
        targets: [{ id: 'every', queueName: 'every' }],
      },
    ],
    sendToQueue: (_, body) => {
      carried.push(JSON.parse(body))
    },
    chaos: createChaos(1),
  })
  bus = await listen(0, handleRequest)
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_EVENTBRIDGE: bus.url,
    AWS_REGION: 'local',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    BUS_NAME: 'released',
    LOG_LEVEL: 'SILENT',
  })
  const modules = await fromServices<{ readonly handler: Publish }>('handlers/publish.ts')
  publishers = new Map(modules.map(({ name, module }) => [name, module.handler]))
})
afterAll(() => bus.close())

/** What a service's publisher tells of an item, as the table's stream shows it when it is new. */
const toldOf = async ({ service, item }: StackRecord): Promise<readonly BusEvent[]> => {
  carried.length = 0
  const dynamodb = { SequenceNumber: '1', NewImage: toAttributes(item as Item) }
  const outcome = await publishers.get(service)?.({ Records: [{ dynamodb }] } as DynamoDBStreamEvent)
  expect(outcome).toEqual({ batchItemFailures: [] })
  return [...carried]
}

describe('an item as it was stored by a release', () => {
  it('has samples in every service', () => {
    expect(new Set(samples.map(({ service }) => service))).toEqual(new Set(services.map(({ name }) => name)))
  })

  it.each(published)('is published today: $service, $kind', async ({ service, kind }) => {
    const ofKind = samples.filter((sample) => sample.service === service && sample.item.kind === kind)
    const told: BusEvent[] = []
    for (const sample of ofKind) told.push(...(await toldOf(sample)))
    expect(told.length).toBeGreaterThan(0)
    for (const event of told) {
      const contract = events.find(({ detailType }) => detailType === event['detail-type'])
      expect(contract?.parse(event)).toEqual(event.detail)
    }
  })

  it('is looked at by the invariants of today', async () => {
    const { items, checks } = await judge(samples)
    expect(items).toBe(samples.length)
    // What one record alone can be judged by is judged; that it is alone is no fault of the release.
    const seen = checks.filter(({ checked }) => checked > 0).map(({ id }) => id)
    expect(seen).toEqual(expect.arrayContaining(['settlement.identities', 'budget.entries-balance']))
  })
})
