import { BatchGetItemCommand, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb'
import { describe, expect, it } from 'vitest'
import { meterRequests } from '#shared/edge/store/request-meter.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { openStore } from '#shared/edge/store/store.ts'
import { openDatabase } from '../../simulation/database/database.ts'
import type { Call, Fault } from '../../simulation/database/faults.ts'
import { serviceTable } from '../../simulation/database/table-definition.ts'

const TableName = 'budget'
const account = { pk: 'ACCOUNT', sk: 'hefei' }

/** A budget table with a store on it, a clock that stands, and faults that are taken one by one. */
const openBudget = ({ shards = 1 } = {}) => {
  const planned: (Fault | undefined)[] = []
  const calls: Call[] = []
  const clock = { now: Date.parse('2025-03-03T12:00:00+08:00') }
  const fault = (call: Call) => {
    calls.push(call)
    return planned.shift()
  }
  const database = openDatabase({ now: () => clock.now, fault, shards })
  database.createTable(serviceTable({ indexes: ['gsi1'] }, TableName))
  const client = database.connect('budget-worker')
  const store: Store = openStore(client, () => TableName)
  const add = (fen: number) => store.write([{ kind: 'add', key: account, amounts: { fen } }])
  return { planned, calls, clock, database, client, store, add }
}

const key = { pk: { S: 'ACCOUNT' }, sk: { S: 'hefei' } }

describe('a world tells the database what goes wrong', () => {
  it('a throttled call is repeated by the client, and carried out once', async () => {
    const { planned, calls, store, add } = openBudget()
    planned.push({ is: 'throttle' }, { is: 'unavailable' })
    expect(await add(500)).toEqual({ status: 'written' })
    expect(calls.map(({ attempt }) => attempt)).toEqual([1, 2, 3])
    expect(await store.get(account)).toEqual({ ...account, fen: 500 })
  })

  it('a call that is throttled six times fails', async () => {
    const { planned, client } = openBudget()
    planned.push(...Array.from({ length: 6 }, () => ({ is: 'throttle' as const })))
    await expect(client.send(new GetItemCommand({ TableName, Key: key }))).rejects.toMatchObject({
      name: 'ProvisionedThroughputExceededException',
    })
  })

  it('an addition whose answer was lost is repeated with its token: it counts once', async () => {
    const { planned, store, add } = openBudget()
    planned.push({ is: 'lost-answer' }, { is: 'lost-answer' })
    expect(await add(500)).toEqual({ status: 'written' })
    expect(await store.get(account)).toMatchObject({ fen: 500 })
  })

  it('a single item whose answer was lost is known by its mark', async () => {
    const { planned, store } = openBudget()
    planned.push({ is: 'lost-answer' })
    expect(await store.write([{ kind: 'create', item: { ...account, fen: 1 } }])).toEqual({
      status: 'written',
    })
  })

  it('a conflict is told of the action that met it, and nothing is written', async () => {
    const { planned, store, calls } = openBudget()
    planned.push({ is: 'conflict', at: [1] })
    const writes = ['hefei', 'wuhu'].map((sk) => ({
      ...{ kind: 'add' as const, key: { pk: 'ACCOUNT', sk }, amounts: { fen: 1 } },
    }))
    expect(await store.write(writes)).toEqual({ status: 'written' })
    expect(calls.map(({ operation }) => operation)).toEqual(['TransactWriteItems', 'TransactWriteItems'])
    expect(await store.get(account)).toMatchObject({ fen: 1 })
  })

  it('additions that go together count once, also when a lost answer is followed by throttles to the end', async () => {
    const { planned, store } = openBudget()
    planned.push({ is: 'lost-answer' }, ...Array.from({ length: 5 }, () => ({ is: 'throttle' as const })))
    const add = (sk: string) =>
      store.write([{ kind: 'add', key: { pk: 'ACCOUNT', sk }, amounts: { fen: 5 } }])
    await Promise.allSettled([add('hefei'), add('wuhu')])
    expect(await store.getMany([account, { pk: 'ACCOUNT', sk: 'wuhu' }])).toMatchObject([
      { fen: 5 },
      { fen: 5 },
    ])
  })

  it('a table that takes what it was some hours ago goes on: its stream shows nothing of that, and what comes then', async () => {
    const { clock, database, add, store } = openBudget()
    await add(500)
    clock.now += 3_600_000
    await add(700)
    const before = database.stream(TableName)?.latest() ?? 0
    database.replace(TableName, database.snapshotAt(TableName, clock.now - 1_800_000))
    expect(await store.get(account)).toMatchObject({ fen: 500 })
    expect(database.stream(TableName)?.read(0, before, 10).records).toEqual([])
    await add(1)
    const { records = [] } = database.stream(TableName)?.read(0, before, 10) ?? {}
    expect(records.map(({ dynamodb }) => dynamodb?.NewImage?.fen)).toEqual([{ N: '501' }])
  })

  it('who is killed is never answered; after the call it is written, before it is not', async () => {
    for (const is of ['killed-before', 'killed-after'] as const) {
      const { planned, database, add } = openBudget()
      planned.push({ is })
      const answered = await Promise.race([
        add(500),
        new Promise((resolve) => setTimeout(resolve, 20, 'none')),
      ])
      expect(answered).toBe('none')
      expect([...database.items(TableName)]).toHaveLength(is === 'killed-after' ? 1 : 0)
    }
  })

  it('an eventual read does not see the last writes; a consistent one does', async () => {
    const { planned, store, client } = openBudget()
    const put = (version: number) =>
      store.write([{ kind: 'replace', item: { ...account, gsi1pk: 'g', gsi1sk: 's' }, version }])
    for (const version of [0, 1, 2]) await put(version)
    const stale = { is: 'stale' as const, writes: 2 }
    planned.push(stale)
    expect(await store.get(account, { eventual: true })).toMatchObject({ version: 1 })
    planned.push(stale)
    expect(await store.get(account)).toMatchObject({ version: 3 })
    planned.push(stale)
    expect((await store.page({ pk: 'g', index: 'gsi1' })).items).toMatchObject([{ version: 1 }])
    planned.push({ is: 'stale', writes: 3 })
    const scanned = await store.scanPart({ part: 0, of: 1 })
    expect(scanned.items).toEqual([])
    planned.push(stale)
    const query = {
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: { ':p': { S: 'ACCOUNT' } },
    }
    const { Items } = await client.send(new QueryCommand({ TableName, ...query }))
    expect(Items).toMatchObject([{ version: { N: '1' } }])
  })

  it('the last keys of a batch stay unprocessed', async () => {
    const { planned, client, add } = openBudget()
    await add(500)
    const other = { pk: { S: 'ACCOUNT' }, sk: { S: 'wuhu' } }
    planned.push({ is: 'unprocessed', members: 1 })
    const answer = await client.send(
      new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [key, other] } } }),
    )
    expect(answer).toMatchObject({
      Responses: { [TableName]: [{ fen: { N: '500' } }] },
      UnprocessedKeys: { [TableName]: { Keys: [other] } },
    })
  })
})

describe('a database of the simulation', () => {
  it('is metered as the deployed one', async () => {
    const { client, add } = openBudget()
    const meter = meterRequests(client)
    await add(500)
    await client.send(new GetItemCommand({ TableName, Key: key }))
    await client.send(new PutItemCommand({ TableName, Item: { ...key, text: { S: 'x'.repeat(2000) } } }))
    expect(meter.drain()).toEqual({ roundTrips: 3, readUnits: 0.5, writeUnits: 4 })
  })

  it('refuses what it does not know, so that nothing is passed over', async () => {
    const { client } = openBudget()
    const legacy = new PutItemCommand({ TableName, Item: key, Expected: {} })
    await expect(client.send(legacy)).rejects.toMatchObject({ code: 'simulation.unknown-request' })
    const sets = new PutItemCommand({ TableName, Item: { ...key, tags: { SS: ['a'] } } })
    await expect(client.send(sets)).rejects.toMatchObject({ code: 'simulation.unknown-request' })
  })

  it('keeps what it was given: who changes it afterwards changes nothing', async () => {
    const { client, store } = openBudget()
    const Item = { ...key, fen: { N: '1' } }
    await client.send(new PutItemCommand({ TableName, Item }))
    Item.fen.N = '2'
    expect(await store.get(account)).toMatchObject({ fen: 1 })
  })

  it('is taken back to a moment, and goes on from there', async () => {
    const { clock, database, store, add } = openBudget()
    await add(100)
    const noon = clock.now
    clock.now += 60_000
    await add(20)
    await store.write([{ kind: 'create', item: { pk: 'ACCOUNT', sk: 'wuhu' } }])
    const before = database.snapshot(TableName)
    database.restore(TableName, database.snapshotAt(TableName, noon))
    expect(await store.get(account)).toMatchObject({ fen: 100 })
    expect((await store.page({ pk: 'ACCOUNT' })).items).toHaveLength(1)
    expect(database.stream(TableName)?.read(0, 0, 10).records).toEqual([])
    await add(5)
    expect(await store.get(account)).toMatchObject({ fen: 105 })
    expect(before.items).toHaveLength(2)
  })

  it('is copied, and each copy goes its own way', async () => {
    const { clock, database, store, add } = openBudget()
    await add(100)
    const copy = database.clone({ now: () => clock.now })
    const other = openStore(copy.connect(), () => TableName)
    await add(1)
    expect((await other.get(account))?.fen).toBe(100)
    await other.write([{ kind: 'add', key: account, amounts: { fen: 7 } }])
    expect([(await store.get(account))?.fen, (await other.get(account))?.fen]).toEqual([101, 107])
  })

  it('forgets what its time to live says is over, and its stream says by whom', async () => {
    const { clock, database, store } = openBudget()
    const expires = Math.floor(clock.now / 1000) + 60
    await store.write([{ kind: 'create', item: { pk: 'SEAT', sk: '1', expires } }])
    expect(database.expire()).toBe(0)
    clock.now += 60_000
    expect(database.expire()).toBe(1)
    expect(database.stream(TableName)?.read(0, 0, 10).records).toMatchObject([
      { eventName: 'INSERT' },
      {
        ...{ eventName: 'REMOVE', userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' } },
        dynamodb: { OldImage: { sk: { S: '1' } } },
      },
    ])
  })

  it('shows a change in its stream for a day, each partition in one shard and in order', async () => {
    const { clock, database, store } = openBudget({ shards: 3 })
    const stream = database.stream(TableName)
    const write = (pk: string, version: number) =>
      store.write([{ kind: 'replace', item: { pk, sk: '1' }, version }])
    for (const version of [0, 1, 2]) for (const pk of ['a', 'b', 'c', 'd', 'e']) await write(pk, version)
    const reads = [0, 1, 2].map((shard) => stream?.read(shard, 0, 100).records ?? [])
    expect(reads.flat()).toHaveLength(15)
    for (const pk of ['a', 'b', 'c', 'd', 'e']) {
      const versions = reads.map((records) =>
        records
          .filter(({ dynamodb }) => dynamodb?.Keys?.pk?.S === pk)
          .map(({ dynamodb }) => dynamodb?.NewImage?.version?.N),
      )
      expect(versions.filter((some) => some.length > 0)).toEqual([['1', '2', '3']])
    }
    const position = stream?.read(0, 0, 1).next ?? 0
    clock.now += 24 * 60 * 60 * 1000 + 1
    await write('a', 3)
    expect([0, 1, 2].flatMap((shard) => stream?.read(shard, 0, 100).records ?? [])).toHaveLength(1)
    expect(stream?.read(0, position, 100).trimmed).toBe(true)
  })
})
