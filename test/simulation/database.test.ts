import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openLocal, openSimulated, table } from '#test/simulation/both.ts'
import { lies } from '#test/simulation/emulator-lies.ts'
import { agreedOn, outcomeOf } from '#test/simulation/outcome.ts'
import type { Request } from '#test/simulation/random-requests.ts'
import { requests, TableName } from '#test/simulation/random-requests.ts'
import { twiceWrong, wrongRequests } from '#test/simulation/wrong-requests.ts'
import { plainNames } from '../../simulation/database/expressions/tokens.ts'

/** So many lives in CI; a campaign takes more. */
const runs = Number(process.env.CONFORMANCE_RUNS ?? 30)
/** A campaign takes longer, and a machine that has others to serve. */
const patience = Math.max(600_000, runs * 4_000)
/** Every commit sees the same sequences; a campaign draws others by another seed. */
const seed = Number(process.env.CONFORMANCE_SEED ?? 1)

/** The two that are compared, each with the same empty table. */
const openBoth = async (stream: Parameters<typeof table>[1] = 'NEW_AND_OLD_IMAGES') => {
  const local = openLocal()
  return {
    there: await local.open(table(TableName, stream)),
    here: openSimulated(table(TableName, stream)),
    close: local.close,
  }
}

const putItem = (Item: Extract<Request, { name: 'PutItem' }>['input']['Item']): Request => ({
  name: 'PutItem',
  input: { TableName, Item },
})

/** Has both answer the same requests, in an empty database each, and compares what came of it. */
const expectAlike = async (drawn: readonly Request[]) => {
  const { there, here, close } = await openBoth()
  for (const request of drawn) {
    const [told, answered] = [await outcomeOf(there.client, request), await outcomeOf(here.client, request)]
    if (lies.some(({ isTold }) => isTold(request, told, answered))) continue
    expect(agreedOn(answered), JSON.stringify(request)).toEqual(agreedOn(told))
  }
  expect(await here.history()).toEqual(await there.history())
  const whole: Request = { name: 'Scan', input: { TableName, ConsistentRead: true } }
  expect(await outcomeOf(here.client, whole)).toEqual(await outcomeOf(there.client, whole))
  close()
}

describe('the database of the simulation answers as DynamoDB Local does', () => {
  it(
    'to any requests in any order, with the same items and the same changes told at the end',
    async () => {
      await fc.assert(fc.asyncProperty(fc.array(requests, { minLength: 10, maxLength: 40 }), expectAlike), {
        numRuns: runs,
        seed,
      })
    },
    patience,
  )

  describe('to what is wrong in one way, in the same words', async () => {
    it.each(Object.entries(wrongRequests))('%s', async (_, request) => {
      const { there, here, close } = await openBoth()
      onTestFinished(close)
      const stands = { pk: { S: 'a' }, sk: { S: '1' }, fen: { N: '5' }, kind: { S: 'claim' } }
      for (const { client } of [there, here]) await outcomeOf(client, putItem(stands))
      const [told, answered] = [await outcomeOf(there.client, request), await outcomeOf(here.client, request)]
      expect(answered.is).toBe('error')
      if (lies.some(({ isTold }) => isTold(request, told, answered))) return
      expect(answered).toEqual(told)
    })
  })

  it.each(Object.entries(twiceWrong))('to what is wrong in two ways, by the same: %s', async (_, request) => {
    const { there, here, close } = await openBoth()
    onTestFinished(close)
    for (const { client } of [there, here])
      await outcomeOf(client, putItem({ pk: { S: 'a' }, sk: { S: '1' } }))
    const [told, answered] = [await outcomeOf(there.client, request), await outcomeOf(here.client, request)]
    expect(answered.is).toBe('error')
    if (lies.some(({ isTold }) => isTold(request, told, answered))) return
    expect(agreedOn(answered)).toEqual(agreedOn(told))
  })

  it('with names that stand without a placeholder, where DynamoDB reserves none of them', async () => {
    const { there, close } = await openBoth()
    onTestFinished(close)
    for (const name of plainNames) {
      const request: Request = {
        name: 'PutItem',
        input: {
          ...{ TableName, Item: { pk: { S: 'a' }, sk: { S: '1' } } },
          ConditionExpression: `attribute_not_exists(x.${name}) OR attribute_exists(${name})`.replace(
            'x.',
            '',
          ),
        },
      }
      expect([name, (await outcomeOf(there.client, request)).is]).toEqual([name, 'answers'])
    }
  })

  it('page by page, where a megabyte ends a page', async () => {
    const { there, here, close } = await openBoth()
    onTestFinished(close)
    for (let at = 0; at < 13; at += 1) {
      const item = { pk: { S: 'a' }, sk: { S: String(at) }, x: { S: 'x'.repeat(300_000) } }
      for (const { client } of [there, here]) await outcomeOf(client, putItem(item))
    }
    for (const ScanIndexForward of [true, false]) {
      const query: Request = {
        name: 'Query',
        input: {
          ...{ TableName, ScanIndexForward, KeyConditionExpression: 'pk = :p', ProjectionExpression: 'sk' },
          ExpressionAttributeValues: { ':p': { S: 'a' } },
        },
      }
      const told = await outcomeOf(there.client, query)
      expect(told.is === 'answers' && told.pages.length).toBe(4)
      expect(await outcomeOf(here.client, query)).toEqual(told)
    }
  })

  it('in segments that hold every item once', async () => {
    const { there, here, close } = await openBoth()
    onTestFinished(close)
    for (const { client } of [there, here])
      for (let at = 0; at < 40; at += 1)
        await outcomeOf(client, putItem({ pk: { S: `p${at % 13}` }, sk: { S: String(at) } }))
    const found = async (client: typeof here.client) => {
      const items: unknown[] = []
      for (const Segment of [0, 1, 2]) {
        const scan: Request = { name: 'Scan', input: { TableName, Segment, TotalSegments: 3, Limit: 4 } }
        const outcome = await outcomeOf(client, scan)
        items.push(...(outcome.is === 'answers' ? (outcome.pages[0] as unknown[]) : [outcome]))
      }
      return items.map((item) => JSON.stringify(item)).sort()
    }
    expect(await found(here.client)).toHaveLength(40)
    expect(await found(here.client)).toEqual(await found(there.client))
  })

  it.each(['NEW_IMAGE', 'OLD_IMAGE', 'KEYS_ONLY'] as const)('in a stream of %s', async (view) => {
    const { there, here, close } = await openBoth(view)
    onTestFinished(close)
    const key = { pk: { S: 'a' }, sk: { S: '1' } }
    for (const { client } of [there, here]) {
      for (const fen of ['1', '1', '2']) await outcomeOf(client, putItem({ ...key, fen: { N: fen } }))
      await outcomeOf(client, { name: 'DeleteItem', input: { TableName, Key: key } })
    }
    expect(await here.history()).toEqual(await there.history())
  })

  it('to a transaction that comes again with its token: it is carried out once', async () => {
    const { there, here, close } = await openBoth()
    onTestFinished(close)
    const add = (fen: string, ClientRequestToken: string) =>
      new TransactWriteItemsCommand({
        ClientRequestToken,
        TransactItems: [
          {
            Update: {
              ...{ TableName, Key: { pk: { S: 'a' }, sk: { S: '1' } }, UpdateExpression: 'ADD fen :fen' },
              ExpressionAttributeValues: { ':fen': { N: fen } },
            },
          },
        ],
      })
    for (const { client } of [there, here]) {
      for (const token of ['first', 'first', 'second']) await client.send(add('5', token))
      await expect(client.send(add('6', 'first'))).rejects.toThrow(
        expect.objectContaining({ name: 'IdempotentParameterMismatchException' }),
      )
      const whole: Request = { name: 'Scan', input: { TableName } }
      expect(await outcomeOf(client, whole)).toMatchObject({ pages: [[{ fen: { N: '10' } }], 1, 1] })
    }
  })
})
