import { setTimeout as sleep } from 'node:timers/promises'
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb'
import { describe, expect, it } from 'vitest'
import { meterRequests } from '#shared/edge/store/request-meter.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { openStore } from '#shared/edge/store/store.ts'
import { marksField } from '#shared/edge/store/write-marks.ts'
import { eachTestItsTable, type startDynamo } from '#test/support/dynamodb.ts'

type Dynamo = Awaited<ReturnType<typeof startDynamo>>

const key = { pk: 'X', sk: 'A' }
const at = (version: number, more = {}) => ({ kind: 'replace' as const, item: { ...key, ...more }, version })

const connectionLost = () => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })

/** Carries the first write out and loses its answer; what happens before the client asks again is the test's. */
const losing = (client: DynamoDBClient, meanwhile: () => Promise<unknown>): DynamoDBClient => {
  let lost = false
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const answer = await next(args)
      if (lost || !/^(PutItem|TransactWriteItems)Command$/.test(context.commandName ?? '')) return answer
      lost = true
      await meanwhile()
      throw connectionLost()
    },
    { step: 'deserialize', name: 'losingAnswers', priority: 'low' },
  )
  return client
}

/** Has the first transaction carried out, and then asked for again when its token is over, as it is after ten minutes. */
const muchLater = (client: DynamoDBClient): DynamoDBClient => {
  const send = client.send.bind(client) as (command: object) => Promise<object>
  let wasLost = false
  return Object.assign(client, {
    send: async (command: object) => {
      if (wasLost || !(command instanceof TransactWriteItemsCommand)) return send(command)
      wasLost = true
      const { TransactItems } = command.input
      await send(command)
      return send(new TransactWriteItemsCommand({ TransactItems }))
    },
  })
}

let dynamo: Dynamo
let table: string
/** A store of another function, which changes items meanwhile. */
let others: Store
eachTestItsTable((opened, name) => {
  dynamo = opened
  table = name
  others = openStore(dynamo.client, () => table)
})

const unlucky = (meanwhile: () => Promise<unknown> = async () => {}) =>
  openStore(losing(dynamo.connect(), meanwhile), () => table)

/** Other functions change the item so many times, each on what it read. */
const changed = async (times: number) => {
  for (let n = 0; n < times; n += 1) {
    const stands = await others.get(key)
    if (!stands) throw new Error('nothing stands')
    const { version, ...item } = stands
    await others.write([{ kind: 'replace', item, version: Number(version) }])
  }
}

const unread = { kind: 'create', item: { pk: 'Y', sk: 'A' } } as const

describe('a write whose answer was lost, so that the client sent it again', () => {
  it.each([0, 1, 5])('has created its item, though others changed it %i times since', async (times) => {
    const store = unlucky(() => changed(times))
    expect(await store.write([at(0)])).toEqual({ status: 'written' })
    expect(await others.get(key)).toMatchObject({ version: 1 + times })
  })

  it.each([0, 1, 5])('has replaced its item, though others changed it %i times since', async (times) => {
    await others.write([at(0)])
    const store = unlucky(() => changed(times))
    await store.get(key)
    expect(await store.write([at(1)])).toEqual({ status: 'written' })
    expect(await others.get(key)).toMatchObject({ version: 2 + times })
  })

  it('is known also by who changed the item meanwhile without having read it', async () => {
    await others.write([at(0)])
    const store = unlucky(async () => {
      const unseeing = openStore(dynamo.client, () => table)
      expect(await unseeing.write([at(2)])).toEqual({ status: 'written' })
    })
    await store.get(key)
    expect(await store.write([at(1)])).toEqual({ status: 'written' })
  })

  it('has created an item that never changes', async () => {
    expect(await unlucky().write([{ kind: 'create', item: key }])).toEqual({ status: 'written' })
  })

  it('is a whole transaction, and what it added is added once', async () => {
    await others.write([at(0)])
    const store = unlucky(() => changed(2))
    await store.get(key)
    const added = { kind: 'add', key: { pk: 'C', sk: 'A' }, amounts: { paid: 5 } } as const
    expect(await store.write([at(1), added])).toEqual({ status: 'written' })
    expect(await others.get(added.key)).toMatchObject({ paid: 5 })
  })

  it.each([
    ['', () => unlucky(() => changed(1))],
    [
      ', also when the token of their request is over',
      () => openStore(muchLater(dynamo.connect()), () => table),
    ],
  ])('is each of the transactions that went together%s', async (_, open) => {
    const store = open()
    const added = (pk: string) => ({ kind: 'add', key: { pk, sk: 'A' }, amounts: { paid: 5 } }) as const
    expect(
      await Promise.all([
        store.write([at(0), added('C')]),
        store.write([unread, added('D')]),
        store.write([added('E')]),
      ]),
    ).toEqual([{ status: 'written' }, { status: 'written' }, { status: 'written' }])
    const sums = await others.getMany([added('C').key, added('D').key, added('E').key])
    expect(sums.map((sum) => sum?.paid)).toEqual([5, 5, 5])
  })
})

describe('a write that others were faster than', () => {
  it('is refused as ever, and shown what stands, without its marks', async () => {
    await others.write([at(0, { by: 'first' })])
    await others.write([at(1, { by: 'second' })])
    expect(await openStore(dynamo.connect(), () => table).write([at(1, { by: 'third' })])).toEqual({
      status: 'rejected',
      failed: [{ index: 0, existing: { ...key, by: 'second', version: 2 } }],
    })
  })

  it('is refused too when the answer of that refusal was lost', async () => {
    await others.write([at(0)])
    await others.write([at(1)])
    const refusedTwice = unlucky()
    expect(await refusedTwice.write([at(1)])).toMatchObject({ status: 'rejected' })
  })
})

describe('marks', () => {
  it('are nobody’s but the store’s: no read shows them', async () => {
    await others.write([{ kind: 'create', item: { ...key, gsi1pk: 'G', gsi1sk: 'S', n: 1 } }])
    const seen = [await others.get(key), ...(await others.page({ pk: key.pk })).items]
    for await (const item of others.scan()) seen.push(item)
    seen.push(...(await others.scanPart({ part: 0, of: 1 })).items)
    expect(seen).toHaveLength(4)
    for (const item of seen) expect(item).toEqual({ ...key, gsi1pk: 'G', gsi1sk: 'S', n: 1 })
    expect(seen.some((item) => item && marksField in item)).toBe(false)
  })

  it('cost no round trip where the item was read before, and one where it was not', async () => {
    await others.write([at(0)])
    const client = dynamo.connect()
    const requests = meterRequests(client)
    const store = openStore(client, () => table)
    await store.get(key)
    requests.drain()
    await store.write([at(1)])
    expect(requests.drain()).toEqual({ roundTrips: 1, readUnits: 0, writeUnits: 1 })
    await sleep(0)
    await others.write([at(2)])
    await store.write([at(3)])
    expect(requests.drain()).toEqual({ roundTrips: 2, readUnits: 1, writeUnits: 1 })
  })
})
