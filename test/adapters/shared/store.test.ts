import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { meterRequests } from '#shared/edge/store/request-meter.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { openStore } from '#shared/edge/store/store.ts'
import { startDynamo } from '#test/support/dynamodb.ts'

let dynamo: Awaited<ReturnType<typeof startDynamo>>
let store: Store
let tables = 0

beforeAll(async () => {
  dynamo = await startDynamo()
})
afterAll(() => dynamo.stop())
beforeEach(async () => {
  tables += 1
  const name = `store-${tables}`
  await dynamo.createTable(name, ['gsi1'])
  store = openStore(dynamo.client, () => name)
})

const key = (pk: string, sk = 'A') => ({ pk, sk })

describe('the versioned store', () => {
  it('gives back exactly what was written: text, whole numbers, lists, maps, bytes, null', async () => {
    const item = {
      ...key('X'),
      amount: -9_007_199_254_740_991,
      names: ['王', ''],
      nested: { paid: 0, open: true, none: null },
      bytes: Uint8Array.from([1, 2]),
    }
    expect(await store.write([{ kind: 'create', item }])).toEqual({ status: 'written' })
    expect(await store.get(key('X'))).toEqual(item)
  })

  it('refuses to write what is not whole: no amount is ever stored as a fraction', async () => {
    await expect(store.write([{ kind: 'create', item: { ...key('X'), amount: 0.1 } }])).rejects.toMatchObject(
      {
        code: 'store.inexact-number',
      },
    )
  })

  it('creates an item once; the second writer is shown the one that stands', async () => {
    await store.write([{ kind: 'create', item: { ...key('X'), by: 'first' } }])
    expect(await store.write([{ kind: 'create', item: { ...key('X'), by: 'second' } }])).toMatchObject({
      status: 'rejected',
      failed: [{ index: 0, existing: { by: 'first' } }],
    })
  })

  it('replaces only the version that was read, so that no update is lost', async () => {
    const first = await store.write([{ kind: 'replace', item: { ...key('X'), n: 1 }, version: 0 }])
    const second = await store.write([{ kind: 'replace', item: { ...key('X'), n: 2 }, version: 1 }])
    const stale = await store.write([{ kind: 'replace', item: { ...key('X'), n: 3 }, version: 1 }])
    expect([first.status, second.status, stale.status]).toEqual(['written', 'written', 'rejected'])
    expect(await store.get(key('X'))).toMatchObject({ n: 2, version: 2 })
  })

  it('writes all of a transaction or nothing', async () => {
    await store.write([{ kind: 'create', item: key('Taken') }])
    const result = await store.write([
      { kind: 'create', item: key('Free') },
      { kind: 'add', key: key('Counter'), amounts: { paid: 5 } },
      { kind: 'create', item: key('Taken') },
    ])
    expect(result).toMatchObject({ status: 'rejected', failed: [{ index: 2 }] })
    expect(await store.getMany([key('Free'), key('Counter')])).toEqual([undefined, undefined])
  })

  it('adds to counters that any number of writers share, losing none', async () => {
    const add = () =>
      store.write([{ kind: 'add', key: key('C'), amounts: { paid: 7, claims: 1 }, set: { kind: 'counter' } }])
    await Promise.all(Array.from({ length: 20 }, add))
    expect(await store.get(key('C'))).toMatchObject({ paid: 140, claims: 20, kind: 'counter' })
  })

  it('lists a partition page by page in order, forwards and backwards, by prefix and by range', async () => {
    for (const sk of ['M#01', 'M#02', 'M#03', 'N#01']) {
      await store.write([{ kind: 'create', item: { ...key('L', sk), gsi1pk: 'G', gsi1sk: sk } }])
    }
    const first = await store.page({ pk: 'L', prefix: 'M#', limit: 2 })
    const rest = await store.page({ pk: 'L', prefix: 'M#', limit: 2, cursor: first.cursor ?? '' })
    expect([...first.items, ...rest.items].map(({ sk }) => sk)).toEqual(['M#01', 'M#02', 'M#03'])
    const range = await store.page({ pk: 'L', between: ['M#02', 'N#01'], newestFirst: true })
    expect(range.items.map(({ sk }) => sk)).toEqual(['N#01', 'M#03', 'M#02'])
    const indexed = await Array.fromAsync(store.list({ pk: 'G', index: 'gsi1', limit: 1 }))
    expect(indexed).toHaveLength(4)
    expect((await store.page({ pk: 'L', prefix: '' })).items).toHaveLength(4)
    expect((await store.page({ pk: 'G', index: 'gsi1', prefix: '' })).items).toHaveLength(4)
    await expect(store.page({ pk: 'L', cursor: '%%%' })).rejects.toMatchObject({ code: 'cursor.unreadable' })
  })

  it.each([
    ['a further attribute', { pk: 'L', sk: 'M#01', gsi1pk: 'G' }],
    ['an empty sort key', { pk: 'L', sk: '' }],
    ['a number for a key', { pk: 'L', sk: 1 }],
    ['another partition', { pk: 'M', sk: 'M#01' }],
  ])('refuses a cursor with %s', async (_, start) => {
    const cursor = Buffer.from(JSON.stringify(start)).toString('base64url')
    await expect(store.page({ pk: 'L', cursor })).rejects.toMatchObject({ code: 'cursor.unreadable' })
  })

  it('scans every item of the table once', async () => {
    for (const pk of ['A', 'B', 'C']) await store.write([{ kind: 'create', item: key(pk) }])
    expect((await Array.fromAsync(store.scan())).map(({ pk }) => pk).sort()).toEqual(['A', 'B', 'C'])
  })
})

describe('the request meter on a real client', () => {
  it('counts a transaction at two units a kilobyte an item, a single item at one, though refused, and each round trip', async () => {
    const client = dynamo.connect()
    const meter = meterRequests(client)
    await dynamo.createTable('metered')
    const metered = openStore(client, () => 'metered')
    await metered.write([
      { kind: 'create', item: { ...key('S'), text: 'x'.repeat(100) } },
      { kind: 'create', item: { ...key('L'), text: 'x'.repeat(1500) } },
    ])
    await metered.write([{ kind: 'add', key: key('L'), amounts: { n: 1 } }])
    expect(meter.drain()).toEqual({ roundTrips: 2, readUnits: 0, writeUnits: 2 + 4 + 4 })
    await metered.get(key('S'))
    await metered.get(key('S'), { eventual: true })
    expect(meter.drain()).toEqual({ roundTrips: 2, readUnits: 1.5, writeUnits: 0 })
    await metered.getMany([key('S'), key('Absent')], { eventual: true })
    expect(meter.drain()).toEqual({ roundTrips: 1, readUnits: 1, writeUnits: 0 })
    await metered.write([{ kind: 'create', item: key('S') }])
    expect(meter.drain()).toEqual({ roundTrips: 1, readUnits: 0, writeUnits: 1 })
    client.destroy()
  })
})
