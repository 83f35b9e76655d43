import type { BatchGetItemCommandInput } from '@aws-sdk/client-dynamodb'
import { DynamoDBServiceException, TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import { describe, expect, it } from 'vitest'
import { measuredApart, meterRequests } from '#shared/edge/store/request-meter.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { openStore } from '#shared/edge/store/store.ts'
import type { startDynamo } from '#test/support/dynamodb.ts'
import { eachTestItsTable } from '#test/support/dynamodb.ts'

let dynamo: Awaited<ReturnType<typeof startDynamo>>
let table: string
let store: Store
eachTestItsTable((opened, name) => {
  dynamo = opened
  table = name
  store = openStore(dynamo.client, () => table)
})

const key = (pk: string, sk = 'A') => ({ pk, sk })

describe('reads asked for at the same moment', () => {
  const metered = () => {
    const client = dynamo.connect()
    const requests = meterRequests(client)
    return { reader: openStore(client, () => table), requests }
  }
  const written = async (count: number) => {
    for (let n = 0; n < count; n += 1) await store.write([{ kind: 'create', item: { ...key(`R${n}`), n } }])
  }

  it('share a round trip, and each is given what it asked for, in its own order', async () => {
    await written(3)
    const { reader, requests } = metered()
    const [one, several, same, none] = await Promise.all([
      reader.get(key('R0')),
      reader.getMany([key('R2'), key('Absent'), key('R1')]),
      reader.get(key('R0')),
      reader.getMany([]),
    ])
    expect(one).toMatchObject({ n: 0 })
    expect(several.map((item) => item?.n)).toEqual([2, undefined, 1])
    expect(same).toEqual(one)
    expect(none).toEqual([])
    expect(requests.drain()).toMatchObject({ roundTrips: 1, readUnits: 4 })
  })

  it('do so by their consistency: an eventual read costs half and is never made a strong one', async () => {
    await written(2)
    const { reader, requests } = metered()
    await Promise.all([
      reader.getMany([key('R0'), key('R1')], { eventual: true }),
      reader.getMany([key('R0'), key('R1')]),
    ])
    expect(requests.drain()).toMatchObject({ roundTrips: 2, readUnits: 3 })
  })

  it('take as many round trips as batches of a hundred are needed', async () => {
    await written(1)
    const { reader, requests } = metered()
    const keys = (from: number) => Array.from({ length: 60 }, (_, n) => key(`R${from + n}`))
    const [first, second] = await Promise.all([reader.getMany(keys(0)), reader.getMany(keys(60))])
    expect(first[0]).toMatchObject({ n: 0 })
    expect(second).toHaveLength(60)
    expect(requests.drain().roundTrips).toBe(2)
  })

  /** A client whose batches of reads leave keys unprocessed, as under load: all but the first, so many times. */
  const leaving = (times: number) => {
    const client = dynamo.connect()
    let left = times
    client.middlewareStack.add(
      (next, context) => async (args) => {
        const input = args.input as BatchGetItemCommandInput
        const Keys = input.RequestItems?.[table]?.Keys ?? []
        if (context.commandName !== 'BatchGetItemCommand' || left === 0) return next(args)
        left -= 1
        const RequestItems = { [table]: { ...input.RequestItems?.[table], Keys: Keys.slice(0, 1) } }
        const result = await next({ ...args, input: { ...input, RequestItems } } as typeof args)
        const unprocessed = { [table]: { Keys: Keys.slice(1), ConsistentRead: true } }
        const output = { ...result.output, UnprocessedKeys: Keys.length > 1 ? unprocessed : {} }
        return { ...result, output } as typeof result
      },
      { step: 'initialize', name: 'leaving' },
    )
    return openStore(client, () => table)
  }

  it('are read to the end when a batch leaves some unprocessed: what is there is never taken for absent', async () => {
    await written(5)
    const keys = [0, 1, 2, 3, 4].map((n) => key(`R${n}`))
    for (const times of [1, 3]) {
      const items = await leaving(times).getMany(keys)
      expect(items.map((item) => item?.n)).toEqual([0, 1, 2, 3, 4])
    }
  })

  it('fail when a batch leaves keys unprocessed without end', async () => {
    await written(20)
    const keys = Array.from({ length: 20 }, (_, n) => key(`R${n}`))
    await expect(leaving(Number.POSITIVE_INFINITY).getMany(keys)).rejects.toMatchObject({
      code: 'store.busy',
    })
  })

  it('fail together when the database fails, and the next is asked anew', async () => {
    const broken = openStore(dynamo.client, () => 'no-such-table')
    const outcomes = await Promise.allSettled([broken.get(key('A')), broken.getMany([key('B'), key('C')])])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    await expect(broken.get(key('A'))).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })
})

describe('work measured apart', () => {
  it('is told what it used itself, whatever goes on beside it', async () => {
    const client = dynamo.connect()
    const requests = meterRequests(client)
    const writer = openStore(client, () => table)
    const work = (name: string, writes: number) =>
      measuredApart(async () => {
        for (let n = 0; n < writes; n += 1)
          await writer.write([{ kind: 'create', item: key(name, String(n)) }])
        return requests.drain()
      })
    const [few, many] = await Promise.all([work('few', 1), work('many', 3)])
    expect([few.writeUnits, many.writeUnits]).toEqual([1, 3])
    expect([few.roundTrips, many.roundTrips]).toEqual([1, 3])
    expect(requests.drain().writeUnits).toBe(0)
  })

  it('has what it shared with others counted once, though it took several round trips', async () => {
    const client = dynamo.connect()
    const requests = meterRequests(client)
    const shared = openStore(client, () => table)
    const names = Array.from({ length: 60 }, (_, n) => `P${n}`)
    const used = async (work: (name: string) => Promise<unknown>) => {
      const each = await Promise.all(
        names.map((name) =>
          measuredApart(async () => {
            await work(name)
            return requests.drain()
          }),
        ),
      )
      const total = (figure: keyof (typeof each)[number]) =>
        each.reduce((sum, usage) => sum + usage[figure], 0)
      return [total('roundTrips'), total('readUnits'), total('writeUnits')]
    }
    // The second batch, of 20 keys, takes longer than the first: its items are large, the others absent.
    for (const name of names.slice(50))
      await store.write([{ kind: 'create', item: { ...key(name, 'read'), text: 'x'.repeat(100_000) } }])
    expect(await used((name) => shared.getMany([key(name, 'read'), key(name, 'absent')]))).toEqual([
      2, 350, 0,
    ])
    // 120 items are three transactions.
    expect(
      await used((name) =>
        shared.write([
          { kind: 'create', item: key(name, 'claim') },
          { kind: 'create', item: key(name, 'year') },
        ]),
      ),
    ).toEqual([3, 0, 240])
  })
})

describe('transactions asked for at the same moment', () => {
  /** A store whose requests are counted, and fail as told: `fail` sees how many items a transaction has. */
  const metered = (fail: (items: number) => Error | undefined = () => undefined) => {
    const client = dynamo.connect()
    const requests = meterRequests(client)
    client.middlewareStack.add(
      (next) => async (args) => {
        const { TransactItems } = args.input as { TransactItems?: readonly unknown[] }
        const failure = TransactItems && fail(TransactItems.length)
        if (failure) throw failure
        return next(args)
      },
      { step: 'serialize' },
    )
    return { writer: openStore(client, () => table), requests }
  }
  const pair = (name: string) => [
    { kind: 'create' as const, item: key(name, 'claim') },
    { kind: 'replace' as const, item: key(name, 'year'), version: 0 },
  ]
  const refusedFor = (...Codes: readonly string[]) =>
    new TransactionCanceledException({
      message: 'cancelled',
      $metadata: {},
      CancellationReasons: Codes.map((Code) => ({ Code })),
    })

  it('share a round trip at the price of each: two units for every item', async () => {
    const { writer, requests } = metered()
    const outcomes = await Promise.all(['A', 'B', 'C'].map((name) => writer.write(pair(name))))
    expect(outcomes).toEqual([{ status: 'written' }, { status: 'written' }, { status: 'written' }])
    expect(requests.drain()).toEqual({ roundTrips: 1, readUnits: 0, writeUnits: 12 })
    expect(await store.get(key('C', 'year'))).toMatchObject({ version: 1 })
  })

  it('leave a single whole item outside, which costs half without a transaction', async () => {
    const { writer, requests } = metered()
    await Promise.all([
      writer.write([{ kind: 'create', item: key('One') }]),
      writer.write([{ kind: 'create', item: key('Two') }]),
    ])
    expect(requests.drain()).toMatchObject({ roundTrips: 2, writeUnits: 2 })
  })

  it('are each rejected alone: the others are written, and who was rejected learns what stood in the way', async () => {
    await store.write([{ kind: 'create', item: { ...key('B', 'claim'), by: 'first' } }])
    const { writer, requests } = metered()
    const [a, b, c] = await Promise.all(['A', 'B', 'C'].map((name) => writer.write(pair(name))))
    expect([a, c]).toEqual([{ status: 'written' }, { status: 'written' }])
    expect(b).toEqual({
      status: 'rejected',
      failed: [{ index: 0, existing: { ...key('B', 'claim'), by: 'first' } }],
    })
    expect(await store.get(key('B', 'year'))).toBeUndefined()
    expect(requests.drain().roundTrips).toBe(2)
  })

  it('go apart where they name an item in common, so that one of two that read the same version is rejected', async () => {
    const { writer } = metered()
    const claim = (name: string) => [
      { kind: 'create' as const, item: key(name) },
      { kind: 'replace' as const, item: key('Year'), version: 0 },
    ]
    const outcomes = await Promise.all([writer.write(claim('A')), writer.write(claim('B'))])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['rejected', 'written'])
    const found = await store.getMany([key('A'), key('B')])
    expect(found.filter((item) => item !== undefined)).toHaveLength(1)
  })

  it('are forty items at most', async () => {
    const { writer, requests } = metered()
    const names = Array.from({ length: 21 }, (_, n) => `P${n}`)
    await Promise.all(names.map((name) => writer.write(pair(name))))
    expect(requests.drain().roundTrips).toBe(2)
  })

  it('wait alone for whom another transaction is in the way: the rest goes at once', async () => {
    const sent: number[] = []
    const { writer } = metered((items) => {
      sent.push(items)
      if (sent.length === 1) return refusedFor('None', 'None', 'None', 'TransactionConflict', 'None', 'None')
      return undefined
    })
    const outcomes = await Promise.all(['A', 'B', 'C'].map((name) => writer.write(pair(name))))
    expect(outcomes.map(({ status }) => status)).toEqual(['written', 'written', 'written'])
    expect(sent.sort()).toEqual([2, 4, 6])
  })

  it('do not suffer from one that the database refuses for itself', async () => {
    const { writer } = metered()
    const tooLarge = [
      { kind: 'create' as const, item: { ...key('Large', 'claim'), text: 'x'.repeat(500_000) } },
      { kind: 'create' as const, item: key('Large', 'year') },
    ]
    const [large, small] = await Promise.allSettled([writer.write(tooLarge), writer.write(pair('Small'))])
    expect(large).toMatchObject({ status: 'rejected', reason: { name: 'ValidationException' } })
    expect(small).toEqual({ status: 'fulfilled', value: { status: 'written' } })
  })

  it('do not suffer from one that cannot even be sent', async () => {
    const { writer } = metered()
    const [half, twice, good] = await Promise.allSettled([
      writer.write([...pair('Half'), { kind: 'create', item: { ...key('Half'), amount: 0.5 } }]),
      writer.write([...pair('Twice'), ...pair('Twice')]),
      writer.write(pair('Good')),
    ])
    expect(half).toMatchObject({ status: 'rejected', reason: { code: 'store.inexact-number' } })
    expect(twice).toMatchObject({ status: 'rejected', reason: { code: 'store.item-twice' } })
    expect(good).toMatchObject({ status: 'fulfilled' })
  })

  it('all fail where nobody knows whether they were written, as each would alone', async () => {
    const lost = new DynamoDBServiceException({
      name: 'InternalServerError',
      $fault: 'server',
      $metadata: {},
      message: 'lost',
    })
    const { writer } = metered(() => lost)
    const outcomes = await Promise.allSettled(['A', 'B'].map((name) => writer.write(pair(name))))
    expect(outcomes).toMatchObject([
      { status: 'rejected', reason: { message: 'lost' } },
      { status: 'rejected', reason: { message: 'lost' } },
    ])
  })
})
