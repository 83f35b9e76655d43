import type { EventBridgeClient, PutEventsCommandInput } from '@aws-sdk/client-eventbridge'
import type { SQSEvent } from 'aws-lambda'
import { describe, expect, it } from 'vitest'
import { incomeSwept } from '#shared/contracts/contribution.ts'
import { publish } from '#shared/edge/events/publish.ts'
import { hasWayBack, letterTold } from '#shared/edge/watch/letter-told.ts'

const record = (id: string, sequence = '0') => ({
  dynamodb: {
    SequenceNumber: sequence,
    Keys: { pk: { S: `SWEEP#${id}` }, sk: { S: 'SWEEP' } },
    NewImage: { pk: { S: `SWEEP#${id}` }, sk: { S: 'SWEEP' }, kind: { S: 'sweep' } },
  },
})
const message = (messageId: string, body: object) => ({ messageId, body: JSON.stringify(body) })
const queue = (...Records: object[]) => ({ Records }) as unknown as SQSEvent

/** A publisher of sweeps on a bus that throttles some of them, beside what it laid aside. */
const publisher = ({ throttled = [] as string[], unfit = [] as string[] }) => {
  const published: string[] = []
  const aside: string[] = []
  const client = {
    send: async ({ input: { Entries = [] } }: { input: PutEventsCommandInput }) => ({
      Entries: Entries.map(({ Detail = '' }) => {
        const { id } = JSON.parse(Detail) as { readonly id: string }
        if (throttled.includes(id)) return { ErrorCode: 'ThrottlingException' }
        published.push(id)
        return {}
      }),
    }),
  } as unknown as EventBridgeClient
  const handler = publish(
    (changes) =>
      changes.map(({ sequence, item: { pk } }) => {
        const sweepId = String(pk).slice(6)
        if (unfit.includes(sweepId)) throw new Error(`${sweepId} has no amount`)
        const data = { sweepId, scheme: 'resident', city: '340100', fundYear: 2025, amount: 100 }
        const event = { id: sweepId, occurredOn: '2025-01-31', data: { ...data, sweptOn: '2025-01-31' } }
        return { contract: incomeSwept, event, sequences: [sequence] }
      }),
    () => ({
      ...{ client, busName: 'bus' },
      setAside: async ({ dynamodb }, error) => {
        aside.push(`${dynamodb?.Keys?.pk?.S}: ${(error as Error).message}`)
      },
    }),
  )
  return { handler, published, aside }
}

describe('a publisher', () => {
  it('publishes once more what lies whole in a message of its queue: laid aside, or read from the table again', async () => {
    const { handler, published } = publisher({})
    const outcome = await handler(
      queue(
        message('m1', { setAside: record('a') }),
        message('m2', { again: [record('b'), record('c', '1')] }),
      ),
    )
    expect(outcome).toEqual({ batchItemFailures: [] })
    expect(published).toEqual(['a', 'b', 'c'])
  })

  it('keeps a message in the queue of which the bus did not take all, and goes on with the others', async () => {
    const { handler, published } = publisher({ throttled: ['b'] })
    const outcome = await handler(
      queue(message('m1', { again: [record('b')] }), message('m2', { again: [record('c')] })),
    )
    expect(outcome).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] })
    expect(published).toEqual(['c'])
  })

  it('lays aside again, with its cause, what still has no event', async () => {
    const { handler, aside } = publisher({ unfit: ['a'] })
    expect(await handler(queue(message('m1', { setAside: record('a') })))).toEqual({ batchItemFailures: [] })
    expect(aside).toEqual(['SWEEP#a: a has no amount'])
  })
})

describe('a dead letter of an outbox', () => {
  const body = (value: object) => ({ body: JSON.stringify(value) })
  const { dynamodb } = record('a')

  it('has a way back where it holds its records whole, and none where it only names them', () => {
    expect(hasWayBack('outbox', body({ setAside: record('a') }))).toBe(true)
    expect(hasWayBack('outbox', body({ again: [record('a')] }))).toBe(true)
    expect(hasWayBack('outbox', body({ setAside: { dynamodb: { Keys: dynamodb.Keys } } }))).toBe(false)
    expect(hasWayBack('outbox', body({ DDBStreamBatchInfo: { batchSize: 3 } }))).toBe(false)
    expect(hasWayBack('inbox', { body: 'not json' })).toBe(true)
    expect(hasWayBack('unknown', body({ source: 'tongchou.tax', 'detail-type': 'payment-mad.v1' }))).toBe(
      false,
    )
  })

  it('tells how many records it would publish again', () => {
    const letter = { messageId: 'm', sentAt: new Date(0), receives: 1, receipt: 'r' }
    expect(letterTold('outbox', { ...letter, ...body({ again: [record('a'), record('b')] }) }).what).toBe(
      '2 records to be published again',
    )
  })
})
