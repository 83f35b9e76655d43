import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { expect } from 'vitest'
import { type Item, toAttributes } from '#shared/edge/store/attribute-value.ts'
import { localSite } from '../../../cli/operate/local-site.ts'
import { findStuck } from '../../../cli/verify/stuck.ts'
import { recordsIn } from '../../../cli/verify/verify.ts'
import type { TokenClaims } from '../../../local/contracts.ts'
import { accessKeyOf, localClient } from '../../../local/local-clients.ts'
import type { RunningStack } from '../../../local/running-stack.ts'
import { levies } from '../../../services/adjustment-fund/levy/store.ts'

export const swept = (sweepId: string) => ({
  id: `sweep:${sweepId}`,
  occurredOn: '2025-03-31',
  data: {
    ...{ sweepId, scheme: 'employee', city: '340100', fundYear: 2025 },
    ...{ amount: 100_000, sweptOn: '2025-03-31' },
  },
})

/** What happens in the province while the night watch looks on. `now` is the stack that runs at this moment. */
export const provinceOf = (now: () => RunningStack) => {
  const onBus = async (source: string, detailType: string, detail: unknown) => {
    const client = new EventBridgeClient(localClient(now().endpoints.eventbridge))
    const EventBusName = now().outputs['tongchou-foundation']?.BusName
    const Detail = JSON.stringify(detail)
    await client.send(
      new PutEventsCommand({ Entries: [{ EventBusName, Source: source, DetailType: detailType, Detail }] }),
    )
    client.destroy()
  }

  const inQueue = async (url: string | undefined, body: unknown) => {
    const sqs = new SQSClient(localClient(now().endpoints.sqs))
    await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: JSON.stringify(body) }))
    sqs.destroy()
  }

  /** Writes to a service's table, past the service. */
  const put = async (service: string, item: Item) => {
    const name = now().tables[service] ?? ''
    const client = new DynamoDBClient(localClient(now().endpoints.dynamodb, accessKeyOf(name)))
    await client.send(new PutItemCommand({ TableName: name, Item: toAttributes(item) }))
    client.destroy()
  }

  const entriesOf = async (source: string) => {
    const site = localSite(now())
    const records = await Array.fromAsync(recordsIn(site.tables))
    site.close()
    return records
      .map(({ item }) => item)
      .filter((item) => item.kind === 'journal-entry' && item.source === source)
  }

  return {
    onBus,
    inQueue,
    put,
    sweep: (sweepId: string) => onBus('tongchou.contribution', 'income-swept.v1', swept(sweepId)),
    /** Starts the night's check of the budget service's books. */
    startChecks: (day: string) =>
      inQueue(now().outputs['tongchou-budget']?.WorkUrl, {
        task: 'check-ledgers',
        dueAt: `${day}T01:00:00+08:00`,
      }),
    /** Looks whether a line of any budget has passed what was approved. */
    watchLines: (day: string) =>
      inQueue(now().outputs['tongchou-budget']?.WorkUrl, {
        task: 'watch-lines',
        dueAt: `${day}T09:00:00+08:00`,
      }),
    /** One of no contract; and one that came before the version that has its contract. */
    unknownEvents: async () => {
      await onBus('tongchou.tax', 'payment-mad.v1', { id: 'T-misspelt' })
      await inQueue(now().outputs['tongchou-foundation']?.UnknownEventsUrl, {
        source: 'tongchou.contribution',
        'detail-type': 'income-swept.v1',
        detail: swept('SW-early'),
      })
    },
    assessLevy: (levyId: string, scheme: 'employee' | 'resident', city = '340100') =>
      put(
        'adjustment-fund',
        levies.item({
          ...{ levyId, city, scheme, year: 2025, status: 'due' },
          ...{ base: 2_000_000, rate: '0.05', rateCap: '0.08', pauseLine: '0', accumulated: 0 },
          ...{ provincialCollection: 2_000_000, amount: 100_000, assessedOn: '2026-04-10' },
          dueOn: '2026-06-30',
        } as never),
      ),
    /** The entries of the budget service's ledger that come of an event. */
    entriesOf,
    /** How many they are: the event's effect. */
    effectsOf: async (source: string) => (await entriesOf(source)).length,
    deadLetters: async (): Promise<Record<string, number>> => {
      const site = localSite(now())
      const stuck = await findStuck(site, 60)
      site.close()
      return Object.fromEntries(
        stuck.flatMap((each) => (each.kind === 'dead-letters' ? [[each.where, each.count]] : [])),
      )
    },
    untilQuiet: () =>
      expect.poll(async () => (await now().quiet()).quiet, { timeout: 20_000, interval: 50 }).toBe(true),
    /** Calls the API as the bureau of Hefei, or with the given claims. */
    call: async (
      method: 'GET' | 'POST',
      path: string,
      { body, key = 'once', claims = {} }: { body?: object; key?: string; claims?: TokenClaims } = {},
    ) => {
      const token = await now().token({ sub: 'zhang', scope: 'city', division: '340100', ...claims })
      const headers = { authorization: `Bearer ${token}`, 'idempotency-key': key }
      const sent = body === undefined ? {} : { body: JSON.stringify(body) }
      const answer = await fetch(`${now().url}/v1/${path}`, { method, headers, ...sent })
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
    },
  }
}
