import type { SendMessageBatchCommandInput, SQSClient } from '@aws-sdk/client-sqs'
import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context, SQSEvent } from 'aws-lambda'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDoor } from '#shared/edge/http/door.ts'
import { runOperation } from '#shared/edge/http/run-operation.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import { completeUnit, isUnitDone, readRun, startRun, work } from '#shared/edge/runs/run.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { openStore } from '#shared/edge/store/store.ts'
import { anyDay } from '#test/support/any-day.ts'
import { startDynamo } from '#test/support/dynamodb.ts'
import { memoryJournal } from '#test/support/memory-journal.ts'
import { watchedInbox } from '#test/support/watched-inbox.ts'

let dynamo: Awaited<ReturnType<typeof startDynamo>>
let store: Store

beforeAll(async () => {
  dynamo = await startDynamo()
  await dynamo.createTable('runs')
  store = openStore(dynamo.client, () => 'runs')
})
afterAll(() => dynamo.stop())

/** A queue that keeps what is sent, and takes none of it while it is down. */
const fakeQueue = () => {
  const sent: string[] = []
  const state = { down: false }
  const queue = {
    send: async ({ input }: { input: SendMessageBatchCommandInput }) => {
      if (state.down) throw new Error('the queue is down')
      sent.push(...(input.Entries ?? []).map(({ MessageBody }) => MessageBody ?? ''))
      return {}
    },
  } as unknown as SQSClient
  return { queue, sent, state }
}

const units = Array.from({ length: 12 }, (_, index) => ({
  unitId: `H${index}`,
  input: { institution: `H${index}` },
}))
const run = (runId: string) => ({ runId, task: 'pay', parameters: { month: '2025-03' }, units })
const batchOf = (bodies: readonly string[]) =>
  ({ Records: bodies.map((body, index) => ({ messageId: `m${index}`, body })) }) as unknown as SQSEvent

describe('a run', () => {
  it('does each unit once, though it was started twice and every message came twice', async () => {
    const { queue, sent } = fakeQueue()
    const effects = { store, queue, queueUrl: 'q' }
    await startRun(effects, run('twice'))
    await startRun(effects, run('twice'))
    const paid: string[] = []
    const handler = work(
      {
        pay: async (unit: RunUnit) => {
          if (await isUnitDone(store, unit)) return
          const { status } = await store.write(completeUnit(unit, { paid: 1 }))
          if (status === 'written') paid.push(unit.unitId)
        },
      },
      watchedInbox().inbox,
    )
    expect(sent).toHaveLength(24)
    expect(await handler(batchOf([...sent, ...sent]))).toEqual({ batchItemFailures: [] })
    expect(paid.sort()).toEqual(units.map(({ unitId }) => unitId).sort())
    expect(await readRun(store, 'twice')).toMatchObject({ units: 12, done: 12, status: 'done' })
  })

  it('goes on with the units not yet done after a crash while queueing', async () => {
    const { queue, sent, state } = fakeQueue()
    const effects = { store, queue, queueUrl: 'q' }
    state.down = true
    await expect(startRun(effects, run('crash'))).rejects.toThrow('the queue is down')
    expect(await readRun(store, 'crash')).toMatchObject({ done: 0, status: 'running' })
    state.down = false
    await store.write(completeUnit({ runId: 'crash', unitId: 'H3', task: 'pay', input: {} }, {}))
    await startRun(effects, run('crash'))
    expect(sent.map((body) => (JSON.parse(body) as RunUnit).unitId)).not.toContain('H3')
    expect(sent).toHaveLength(11)
  })

  it('queues again what a batch took only in part: each unit once, as often as it takes', async () => {
    const calls: string[][] = []
    // Of each batch the queue takes all but the last two, and says so; then all.
    const queue = {
      send: async ({ input: { Entries = [] } }: { input: SendMessageBatchCommandInput }) => {
        const refused = calls.length < 3 ? Entries.slice(-2) : []
        calls.push(Entries.map(({ MessageBody = '' }) => (JSON.parse(MessageBody) as RunUnit).unitId))
        return { Failed: refused.map(({ Id }) => ({ Id, Code: 'ServiceUnavailable', SenderFault: false })) }
      },
    } as unknown as SQSClient
    await startRun({ store, queue, queueUrl: 'q' }, run('partly'))
    expect(calls).toEqual([
      ['H0', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'H7', 'H8', 'H9'],
      ['H8', 'H9'],
      ['H8', 'H9'],
      ['H8', 'H9'],
      ['H10', 'H11'],
    ])
  })

  it('says that it was not queued when the queue goes on taking nothing', async () => {
    const send = async ({ input: { Entries = [] } }: { input: SendMessageBatchCommandInput }) => ({
      Failed: Entries.map(({ Id }) => ({ Id, Code: 'ServiceUnavailable', SenderFault: false })),
    })
    const effects = { store, queue: { send } as unknown as SQSClient, queueUrl: 'q' }
    await expect(startRun(effects, run('never'))).rejects.toMatchObject({ code: 'run.not-queued' })
  })

  it('is refused under an id that was started with other parameters', async () => {
    const { queue } = fakeQueue()
    const effects = { store, queue, queueUrl: 'q' }
    await startRun(effects, run('other'))
    await expect(
      startRun(effects, { ...run('other'), parameters: { month: '2025-04' } }),
    ).rejects.toMatchObject({
      code: 'run.other-parameters',
    })
  })

  it('shows its progress to its own city and the province, and to no other city', async () => {
    const { queue } = fakeQueue()
    const ofHefei = { ...run('hefei'), parameters: { city: '340100' } }
    await startRun({ store, queue, queueUrl: 'q' }, ofHefei)
    const operations = [runOperation('test', ['city', 'province'], store)]
    const door = openDoor({ operations, refusals: {}, journal: memoryJournal(), days: anyDay })
    const ask = async (division: string, runId = 'hefei') => {
      const path = `/v1/test/runs/${runId}`
      const claims = { sub: 's', scope: division === '340000' ? 'province' : 'city', division }
      const event = {
        version: '2.0',
        ...{ rawPath: path, headers: {} },
        requestContext: { http: { method: 'GET', path }, authorizer: { jwt: { claims, scopes: [] } } },
      } as unknown as APIGatewayProxyEventV2WithJWTAuthorizer
      const { statusCode, body } = (await door(event, {} as Context, {} as never)) as {
        statusCode: number
        body: string
      }
      return { status: statusCode, body: JSON.parse(body) as Record<string, unknown> }
    }
    for (const division of ['340100', '340000']) {
      expect(await ask(division)).toEqual({
        status: 200,
        body: { runId: 'hefei', task: 'pay', units: 12, done: 0, status: 'running' },
      })
    }
    expect(await ask('340200')).toMatchObject({ status: 404, body: { code: 'run.unknown' } })
    expect(await ask('340100', 'none')).toMatchObject({ status: 404, body: { code: 'run.unknown' } })
  })

  it('reports a unit that failed alone, and an unknown task', async () => {
    const handler = work(
      {
        pay: async ({ unitId }) => {
          if (unitId === 'bad') throw new Error('no')
        },
      },
      watchedInbox().inbox,
    )
    const body = (unitId: string, task: string) => JSON.stringify({ runId: 'r', unitId, task, input: {} })
    expect(await handler(batchOf([body('good', 'pay'), body('bad', 'pay'), body('good', 'fly')]))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm1' }, { itemIdentifier: 'm2' }],
    })
  })
})
