import type { RequestListener } from 'node:http'
import { crc32 } from 'node:zlib'
import {
  BatchGetItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb'
import { describe, expect, it, vi } from 'vitest'
import { createDynamoProxy } from '../../../../local/chaos/create-dynamo-proxy.ts'
import { createLostAnswers } from '../../../../local/chaos/lost-answers.ts'
import type { Chaos } from '../../../../local/contracts.ts'
import { localClient } from '../../../../local/local-clients.ts'
import { certain } from '../chance.ts'
import { serve } from '../serve.ts'

const keySchema = [
  { AttributeName: 'pk', KeyType: 'HASH' },
  { AttributeName: 'sk', KeyType: 'RANGE' },
]

/** Stands for DynamoDB Local: knows the key of every table, keeps what it was asked, answers when the test lets it. */
const startUpstream = async () => {
  const asked: string[] = []
  const gate = { open: Promise.resolve() }
  const listener: RequestListener = async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? ''
    if (operation !== 'DescribeTable') asked.push(operation)
    if (operation !== 'DescribeTable') await gate.open
    const answers: Record<string, unknown> = {
      DescribeTable: { Table: { KeySchema: keySchema } },
      GetItem: { Item: { pk: { S: 'P#1' }, fen: { N: '1250' } } },
    }
    const body = Buffer.from(JSON.stringify(answers[operation] ?? {}))
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0', 'x-amz-crc32': crc32(body) })
    response.end(body)
  }
  const server = await serve(listener)
  return { ...server, asked, gate }
}

const start = async (chaos: Chaos, { appId = 'sandbox-1' }: { appId?: string } = {}) => {
  const upstream = await startUpstream()
  const killed: string[] = []
  const proxy = await serve(
    createDynamoProxy({
      target: upstream.url,
      chaos,
      killSandbox: (id) => void killed.push(id),
      lostAnswers: createLostAnswers(chaos),
    }),
  )
  const client = new DynamoDBClient({
    ...localClient(proxy.url),
    maxAttempts: 1,
    // Said even where it is empty: a logger in the same process names one in the environment.
    userAgentAppId: appId,
  })
  return {
    upstream,
    killed,
    client,
    url: proxy.url,
    [Symbol.asyncDispose]: async () => {
      client.destroy()
      await proxy[Symbol.asyncDispose]()
      await upstream[Symbol.asyncDispose]()
    },
  }
}

const item = (id: string) => ({ pk: { S: `P#${id}` }, sk: { S: 'STATE' } })
const get = new GetItemCommand({ TableName: 'settlement', Key: item('1') })
const put = (id: string) =>
  new PutItemCommand({ TableName: 'settlement', Item: { ...item(id), fen: { N: '1' } } })
const transaction = (...ids: string[]) =>
  new TransactWriteItemsCommand({
    TransactItems: ids.map((id) => ({
      Put: { TableName: 'settlement', Item: { ...item(id), fen: { N: '2' } } },
    })),
  })
const update = (id: string) =>
  new TransactWriteItemsCommand({
    TransactItems: [
      { Update: { TableName: 'settlement', Key: item(id), UpdateExpression: 'SET fen = fen' } },
    ],
  })
const read = (id: string) =>
  new TransactGetItemsCommand({ TransactItems: [{ Get: { TableName: 'settlement', Key: item(id) } }] })

/** Conflicts that really happen, none by chance. */
const realConflictsOnly: Chaos = {
  ...certain({ conflict: 0.5 }),
  happens: () => false,
}

describe('the proxy in front of DynamoDB', () => {
  it('passes requests and answers through while it is calm', async () => {
    await using stack = await start(certain())
    expect((await stack.client.send(get)).Item).toEqual({ pk: { S: 'P#1' }, fen: { N: '1250' } })
    await stack.client.send(transaction('1'))
    expect(stack.upstream.asked).toEqual(['GetItem', 'TransactWriteItems'])
  })

  it("keeps the answer's bytes and its checksum", async () => {
    await using stack = await start(certain())
    const response = await fetch(stack.url, {
      method: 'POST',
      headers: { 'x-amz-target': 'DynamoDB_20120810.GetItem' },
      body: '{}',
    })
    const body = Buffer.from(await response.arrayBuffer())
    expect(response.headers.get('x-amz-crc32')).toBe(String(crc32(body)))
  })

  it('breaks the connection when DynamoDB is gone', async () => {
    await using proxy = await serve(
      createDynamoProxy({
        target: 'http://127.0.0.1:1',
        chaos: certain(),
        killSandbox: () => {},
        lostAnswers: createLostAnswers(certain()),
      }),
    )
    await expect(fetch(proxy.url, { method: 'POST', body: '{}' })).rejects.toThrow()
  })
})

describe('throttling', () => {
  it.each([
    [0, 'ProvisionedThroughputExceededException'],
    [1, 'ThrottlingException'],
  ])(
    'draw %i answers with the error the SDK knows as %s, before the table sees the call',
    async (draw, name) => {
      await using stack = await start({ ...certain({ throttle: 1 }), between: () => draw })
      await expect(stack.client.send(get)).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 400 } })
      expect(stack.upstream.asked).toEqual([])
    },
  )

  it('is overcome by the retries of the SDK', async () => {
    let calls = 0
    const chaos = { ...certain({ throttle: 0.5 }), happens: (rate: number) => rate > 0 && ++calls === 1 }
    await using stack = await start(chaos)
    const retrying = new DynamoDBClient({ ...localClient(stack.url), userAgentAppId: 'sandbox-1' })
    await expect(retrying.send(get)).resolves.toBeDefined()
    retrying.destroy()
  })

  it('spares callers that are not functions', async () => {
    await using stack = await start(certain({ throttle: 1, conflict: 1, killedBefore: 1 }), {
      appId: '',
    })
    await stack.client.send(get)
    await stack.client.send(transaction('1'))
    expect(stack.upstream.asked).toEqual(['GetItem', 'TransactWriteItems'])
  })
})

describe('a transaction conflict', () => {
  it('by chance names one item in its reasons, and nothing is written', async () => {
    await using stack = await start({ ...certain({ conflict: 1 }), between: () => 1 })
    await expect(stack.client.send(transaction('1', '2', '3'))).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [
        { Code: 'None' },
        { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' },
        { Code: 'None' },
      ],
    })
    expect(stack.upstream.asked).toEqual([])
  })

  it('happens between transactions that overlap, whether they put or update the item', async () => {
    await using stack = await start(realConflictsOnly)
    const gate = Promise.withResolvers<void>()
    stack.upstream.gate.open = gate.promise
    const first = stack.client.send(transaction('1', '2'))
    await vi.waitFor(() => expect(stack.upstream.asked).toHaveLength(1))
    await expect(stack.client.send(update('2'))).rejects.toMatchObject({
      CancellationReasons: [{ Code: 'TransactionConflict' }],
    })
    await expect(stack.client.send(transaction('3', '2'))).rejects.toMatchObject({
      CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }],
    })
    await expect(stack.client.send(read('1'))).rejects.toMatchObject({ name: 'TransactionCanceledException' })
    await expect(stack.client.send(put('1'))).rejects.toMatchObject({ name: 'TransactionConflictException' })
    const other = stack.client.send(transaction('4'))
    gate.resolve()
    await expect(first).resolves.toBeDefined()
    await expect(other).resolves.toBeDefined()
  })

  it('is over when the first transaction is', async () => {
    await using stack = await start(realConflictsOnly)
    await stack.client.send(transaction('1'))
    await stack.client.send(transaction('1'))
    expect(stack.upstream.asked).toEqual(['TransactWriteItems', 'TransactWriteItems'])
  })
})

describe('killing a function between two writes', () => {
  it.each([
    ['before the write reaches the table', { killedBefore: 1 }, []],
    ['after the write, before the function learns of it', { killedAfter: 1 }, ['TransactWriteItems']],
  ])('happens %s', async (_when, settings, asked) => {
    await using stack = await start(certain(settings))
    await expect(stack.client.send(transaction('1'))).rejects.toThrow()
    expect(stack.upstream.asked).toEqual(asked)
    expect(stack.killed).toEqual(['sandbox-1'])
  })

  it('finds the function whose application id Powertools has lengthened', async () => {
    await using stack = await start(certain({ killedBefore: 1 }), {
      appId: 'budget-Api.1/PT/NO-OP/2.35.0/PTEnv/NA',
    })
    await expect(stack.client.send(put('1'))).rejects.toThrow()
    expect(stack.killed).toEqual(['budget-Api.1'])
  })

  it('happens around a read too', async () => {
    await using stack = await start(certain({ killedAfter: 1 }))
    await expect(stack.client.send(get)).rejects.toThrow()
    await expect(stack.client.send(read('1'))).rejects.toThrow()
    expect(stack.killed).toEqual(['sandbox-1', 'sandbox-1'])
  })
})

describe('a request that is refused for good', () => {
  it('is refused as often as the SDK sends it, and the next one is not', async () => {
    let draws = 0
    // Only the first request is drawn.
    const chaos = { ...certain({ refused: 1 }), happens: (rate: number) => rate > 0 && ++draws === 1 }
    await using stack = await start(chaos)
    const retrying = new DynamoDBClient({
      ...{ ...localClient(stack.url), userAgentAppId: 'sandbox-1', maxAttempts: 3 },
    })
    await expect(retrying.send(get)).rejects.toMatchObject({ $metadata: { attempts: 3 } })
    await expect(retrying.send(get)).resolves.toBeDefined()
    expect(stack.upstream.asked).toEqual(['GetItem'])
    retrying.destroy()
  })
})

describe('a batch of reads', () => {
  it('leaves its last key for another call', async () => {
    await using stack = await start(certain({ unprocessedKeys: 1 }))
    const keys = (ids: readonly string[]) => ({ RequestItems: { settlement: { Keys: ids.map(item) } } })
    const batch = (ids: readonly string[]) => stack.client.send(new BatchGetItemCommand(keys(ids)))
    expect((await batch(['1', '2'])).UnprocessedKeys).toEqual(keys(['2']).RequestItems)
    expect((await batch(['2'])).UnprocessedKeys).toBeUndefined()
  })
})

describe('losing an answer', () => {
  it('carries the call out first, a read too, and breaks the connection', async () => {
    await using stack = await start(certain({ lostAnswer: 1 }))
    await expect(stack.client.send(put('1'))).rejects.toThrow()
    await expect(stack.client.send(get)).rejects.toThrow()
    expect(stack.upstream.asked).toEqual(['PutItem', 'GetItem'])
    expect(stack.killed).toEqual([])
  })

  it('has a transaction come again past all conflicts, since its token is known', async () => {
    let chaos = certain({ lostAnswer: 1 })
    await using stack = await start({ ...chaos, settings: () => chaos.settings() })
    const again = transaction('1')
    again.input.ClientRequestToken = 'T1'
    await expect(stack.client.send(again)).rejects.toThrow()
    chaos = certain({ conflict: 1 })
    await expect(stack.client.send(transaction('1'))).rejects.toThrow('TransactionConflict')
    await stack.client.send(again)
    expect(stack.upstream.asked).toEqual(['TransactWriteItems', 'TransactWriteItems'])
  })
})
