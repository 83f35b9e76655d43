import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge'
import { describe, expect, it } from 'vitest'
import { createBus } from '../../../../local/bus/create-bus.ts'
import type { Chaos, EventRule } from '../../../../local/contracts.ts'
import { certain } from '../chance.ts'
import { serve } from '../serve.ts'

const rule: EventRule = {
  name: 'settled-to-budget',
  busName: 'tongchou',
  pattern: { source: ['tongchou.settlement'] },
  enabled: true,
  targets: [{ id: 'inbox', queueName: 'budget-inbox' }],
}

const settled: PutEventsRequestEntry = {
  EventBusName: 'tongchou',
  Source: 'tongchou.settlement',
  DetailType: 'claim-settled.v1',
  Detail: JSON.stringify({ id: 'c-1', occurredOn: '2026-03-05', data: { fen: 1250 } }),
  Time: new Date('2026-03-05T08:00:00.789Z'),
}

const startBus = async (parts: { rules?: EventRule[]; chaos?: Chaos } = {}) => {
  const sent: { queueName: string; body: string }[] = []
  const bus = createBus({
    busNames: ['tongchou'],
    rules: parts.rules ?? [rule],
    chaos: parts.chaos ?? certain(),
    sendToQueue: (queueName, body) => {
      sent.push({ queueName, body })
    },
  })
  const server = await serve(bus.handleRequest)
  const client = new EventBridgeClient({
    endpoint: server.url,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  })
  const put = (...Entries: PutEventsRequestEntry[]) => client.send(new PutEventsCommand({ Entries }))
  return { sent, put, bus, url: server.url, [Symbol.asyncDispose]: server[Symbol.asyncDispose] }
}

describe('PutEvents', () => {
  it('puts the whole envelope into the queue of every matching rule', async () => {
    await using stack = await startBus()
    const result = await stack.put(settled)
    expect(result.FailedEntryCount).toBe(0)
    expect(stack.sent).toHaveLength(1)
    expect(stack.sent[0]?.queueName).toBe('budget-inbox')
    expect(JSON.parse(stack.sent[0]?.body ?? '')).toEqual({
      version: '0',
      id: result.Entries?.[0]?.EventId,
      'detail-type': 'claim-settled.v1',
      source: 'tongchou.settlement',
      account: '000000000000',
      time: '2026-03-05T08:00:00Z',
      region: 'us-east-1',
      resources: [],
      detail: { id: 'c-1', occurredOn: '2026-03-05', data: { fen: 1250 } },
    })
  })

  it('accepts an event that no rule wants, and delivers it nowhere', async () => {
    await using stack = await startBus()
    const result = await stack.put({ ...settled, Source: 'tongchou.budget' })
    expect(result.FailedEntryCount).toBe(0)
    expect(stack.bus.pending()).toBe(0)
    expect(stack.sent).toEqual([])
  })

  it('fails the bad entries one by one and keeps the good one in its place', async () => {
    await using stack = await startBus()
    const result = await stack.put(
      { ...settled, Detail: '{"id":' },
      settled,
      { ...settled, Detail: '[1]' },
      { ...settled, DetailType: undefined },
      { ...settled, Source: 'aws.s3' },
    )
    expect(result.FailedEntryCount).toBe(4)
    expect(result.Entries?.map((entry) => entry.ErrorCode)).toEqual([
      'MalformedDetail',
      undefined,
      'MalformedDetail',
      'InvalidArgument',
      'NotAuthorizedForSourceException',
    ])
    expect(stack.sent).toHaveLength(1)
  })

  it('refuses more than ten entries, none, or more than 256 KB', async () => {
    await using stack = await startBus()
    const refusal = { name: 'ValidationException' }
    await expect(stack.put(...Array.from({ length: 11 }, () => settled))).rejects.toMatchObject(refusal)
    await expect(stack.put()).rejects.toMatchObject(refusal)
    const large = { ...settled, Detail: JSON.stringify({ text: '统'.repeat(44_000) }) }
    await expect(stack.put(large, large)).rejects.toMatchObject(refusal)
    expect((await stack.put(large)).FailedEntryCount).toBe(0)
  })

  it('refuses an unknown bus, where AWS would drop the event without a word', async () => {
    await using stack = await startBus()
    await expect(stack.put({ ...settled, EventBusName: 'tongchuo' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
    expect(
      (await stack.put({ ...settled, EventBusName: 'arn:aws:events:x:1:event-bus/tongchou' }))
        .FailedEntryCount,
    ).toBe(0)
  })

  it('refuses other operations and bodies that are not JSON', async () => {
    await using stack = await startBus()
    const post = async (target: string, body: string) =>
      (await fetch(stack.url, { method: 'POST', headers: { 'x-amz-target': target }, body })).json()
    expect(await post('AWSEvents.PutRule', '{}')).toMatchObject({ __type: 'UnknownOperationException' })
    expect(await post('AWSEvents.PutEvents', '{')).toMatchObject({ __type: 'SerializationException' })
  })
})

describe('delivery', () => {
  it('is done before the publisher is answered', async () => {
    await using stack = await startBus()
    await stack.put(settled)
    expect([stack.sent.length, stack.bus.pending()]).toEqual([1, 0])
  })

  it('changes the order of what came together when chaos shuffles it', async () => {
    await using stack = await startBus({ chaos: certain({ late: 1 }) })
    await stack.put(...[1, 2, 3].map((nth) => ({ ...settled, Detail: JSON.stringify({ nth }) })))
    expect(stack.sent.map(({ body }) => JSON.parse(body).detail.nth)).toEqual([3, 2, 1])
  })
})

describe('a rule', () => {
  it('that is disabled delivers nothing', async () => {
    await using stack = await startBus({ rules: [{ ...rule, enabled: false }] })
    await stack.put(settled)
    expect(stack.bus.pending()).toBe(0)
  })

  it('on a bus that does not exist stops the start', () => {
    const parts = { busNames: ['other'], rules: [rule], sendToQueue: () => {}, chaos: certain() }
    expect(() => createBus(parts)).toThrow(expect.objectContaining({ code: 'bus.rule' }))
  })
})
