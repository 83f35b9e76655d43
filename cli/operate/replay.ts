import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import type { Day } from '#shared/calendar/day.ts'
import type { EventOf } from '#shared/contracts/define-event.ts'
import type { Inbox } from '#shared/edge/events/inbox.ts'
import type { Outgoing } from '#shared/edge/events/publish.ts'
import type { Surroundings } from '#shared/edge/function/surroundings.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { must, TongchouError } from '#shared/kernel/errors.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { fromServices, services } from '../../infra/services.ts'
import { translationOf } from './publisher.ts'

/** What was found with the others and brought to a table. */
export type Replayed = {
  /** Events that the others' items make for the service, by type. */
  readonly events: Readonly<Record<string, number>>
  /** Items that the table has more than before, by kind. */
  readonly found: Readonly<Record<string, number>>
  /** Events that could not be applied; the cause of each was written to the log. */
  readonly failed: readonly string[]
}

/** A service's recorded items. */
export type Recorded = {
  readonly service: string
  readonly items: () => AsyncIterable<RecordedItem> | Iterable<RecordedItem>
}

/** As many as the stream gives a publisher, and a queue gives a consumer, at once. */
const [recordsAtOnce, eventsAtOnce] = [500, 10]

/** An event may need another that is told later: so often what failed is tried again. */
const mostRounds = 5

/** A service's effects as they are opened over what is around them, and its consumer over those: each service has its own. */
type Opened = { readonly effectsOf: (around: Surroundings) => unknown }
type Consumer = {
  readonly compose: (over: {
    readonly effects: unknown
    readonly inbox: Inbox
  }) => (batch: SQSEvent) => Promise<SQSBatchResponse>
}

const effects = await fromServices<Opened>('effects.ts')
const consumers = await fromServices<Consumer>('handlers/consume.ts')

const noRuns = (): never => {
  throw new TongchouError('restore.not-here', 'a replay has no runs')
}

/** What consumers have of the platform in a replay: the table, and nothing that acts outside it. */
const aroundOf = (store: Store, policy: Policy): Surroundings => ({
  openTable: () => ({ store, meter: () => {} }),
  openWorkQueue: () => ({
    queue: { send: noRuns } as never,
    queueUrl: () => '',
    watched: () => [],
    outboxUrl: () => '',
  }),
  policy: () => policy,
})

/** Nothing of a replay is laid aside or told to come again: what failed is answered. */
const inbox: Inbox = {
  setAside: async () => {},
  sendAnew: async () => {},
  hide: async () => {},
  remove: async () => {},
}

/**
 * The consumer of a service over a table.
 * @throws TongchouError `operate.service-unknown`
 */
const consumerOf = (service: string, table: Store, policy: Policy) => {
  const isOf = ({ name }: { readonly name: string }) => name === service
  const opened = effects.find(isOf)?.module
  const consumer = consumers.find(isOf)?.module
  must(
    opened !== undefined && consumer !== undefined,
    'operate.service-unknown',
    `there is no service ${service}`,
  )
  return consumer.compose({ effects: opened.effectsOf(aroundOf(table, policy)), inbox })
}

/** The events that recorded items make, by their service's outbox. */
async function* eventsOf({ service, items }: Recorded): AsyncGenerator<Outgoing> {
  const toEvents = translationOf(service)
  const kinds = services.find(({ name }) => name === service)?.publishes ?? []
  const tell = (chosen: readonly RecordedItem[]) =>
    toEvents(chosen.map((item, at) => ({ sequence: String(at), item: item as never })))
  let chosen: RecordedItem[] = []
  for await (const item of items()) {
    if (!kinds.includes(String(item.kind))) continue
    chosen.push(item)
    if (chosen.length < recordsAtOnce) continue
    yield* tell(chosen)
    chosen = []
  }
  yield* tell(chosen)
}

const countKinds = async (items: AsyncIterable<RecordedItem> | Iterable<RecordedItem>) => {
  const counts = new Map<string, number>()
  for await (const { kind } of items) counts.set(String(kind), (counts.get(String(kind)) ?? 0) + 1)
  return counts
}

const messageOf = ({ contract, event }: Outgoing, at: number) => ({
  messageId: String(at),
  body: JSON.stringify({
    ...{ source: contract.source, 'detail-type': contract.detailType },
    // Consumers take it as what the archive brings again.
    ...{ detail: contract.schema.parse(event) as EventOf<unknown>, 'replay-name': 'restore' },
  }),
  attributes: { ApproximateReceiveCount: '1' },
})

/**
 * Brings to a service's table what the others have recorded for it: their items make the events again, and the service's
 * consumers apply to the table what is not in it. Everything else they recognise, as in any repeat. What the service
 * recorded by itself is not found so; the invariants between the services name it.
 */
export const replayInto = async (
  service: string,
  {
    table,
    others,
    policy,
    from,
  }: {
    readonly table: Store
    readonly others: readonly Recorded[]
    readonly policy: Policy
    /** Leaves out what happened before this day. */
    readonly from?: Day | undefined
  },
): Promise<Replayed> => {
  const handle = consumerOf(service, table, policy)
  const consumes = services.find(({ name }) => name === service)?.consumes ?? []
  const wanted = new Set(consumes.flatMap(({ pattern }) => pattern['detail-type']))
  const before = await countKinds(table.scan())
  const events: Record<string, number> = {}

  /** Applies events; answers those that were not applied. */
  const apply = async (batch: readonly Outgoing[]): Promise<Outgoing[]> => {
    const Records = batch.map(messageOf)
    const { batchItemFailures } = await handle({ Records } as unknown as SQSEvent)
    return batchItemFailures.flatMap(({ itemIdentifier }) => batch[Number(itemIdentifier)] ?? [])
  }
  const applyAll = async (all: AsyncIterable<Outgoing> | Iterable<Outgoing>): Promise<Outgoing[]> => {
    const left: Outgoing[] = []
    let batch: Outgoing[] = []
    for await (const each of all) {
      batch.push(each)
      if (batch.length < eventsAtOnce) continue
      left.push(...(await apply(batch)))
      batch = []
    }
    return batch.length > 0 ? [...left, ...(await apply(batch))] : left
  }
  async function* offered(): AsyncGenerator<Outgoing> {
    for (const recorded of others)
      for await (const told of eventsOf(recorded)) {
        const { contract, event } = told
        if (!wanted.has(contract.detailType) || (from !== undefined && event.occurredOn < from)) continue
        events[contract.detailType] = (events[contract.detailType] ?? 0) + 1
        yield told
      }
  }

  let left = await applyAll(offered())
  for (let round = 1; left.length > 0 && round < mostRounds; round += 1) left = await applyAll(left)
  const after = await countKinds(table.scan())
  const found = [...after].flatMap(([kind, count]) => {
    const more = count - (before.get(kind) ?? 0)
    return more > 0 ? [[kind, more] as const] : []
  })
  return {
    ...{ events, found: Object.fromEntries(found) },
    failed: left.map(({ contract, event }) => `${contract.detailType} ${event.id}`),
  }
}
