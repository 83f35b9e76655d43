import type { EventBridgeClient, PutEventsCommandInput } from '@aws-sdk/client-eventbridge'
import type { DynamoDBStreamEvent, SQSEvent } from 'aws-lambda'
import { describe, expect, it } from 'vitest'
import { incomeSwept } from '#shared/contracts/contribution.ts'
import { consume, on } from '#shared/edge/events/consume.ts'
import { publish } from '#shared/edge/events/publish.ts'

const swept = (sweepId: string) => ({
  sweepId,
  scheme: 'resident',
  city: '340100',
  fundYear: 2025,
  amount: 100,
  sweptOn: '2025-01-31',
})
const message = (messageId: string, detail: unknown, detailType = incomeSwept.detailType) => ({
  messageId,
  body: JSON.stringify({ source: incomeSwept.source, 'detail-type': detailType, detail }),
})
const batch = (...Records: object[]) => ({ Records }) as unknown as SQSEvent

describe('a consumer', () => {
  it('reports only the records that failed, so that one poison message does not hold up the others', async () => {
    const applied: string[] = []
    const handler = consume([
      on(incomeSwept, async (event) => {
        applied.push(event.data.sweepId)
      }),
    ])
    const result = await handler(
      batch(
        message('m1', { id: 'e1', occurredOn: '2025-01-31', data: swept('s1') }),
        message('m2', { id: 'e2', occurredOn: '2025-01-31', data: { sweepId: 's2' } }),
        { messageId: 'm3', body: 'not json' },
        message('m4', {}, 'nothing-like-it.v1'),
        message('m5', { id: 'e5', occurredOn: '2025-01-31', data: swept('s5') }),
      ),
    )
    expect(applied).toEqual(['s1', 's5'])
    expect(result.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(['m2', 'm3', 'm4'])
  })
})

describe('the outbox', () => {
  const record = (sequence: string) => ({
    dynamodb: {
      SequenceNumber: sequence,
      NewImage: { pk: { S: `SWEEP#${sequence}` }, sk: { S: 'SWEEP' }, kind: { S: 'sweep' } },
    },
  })
  const stream = (count: number) =>
    ({
      Records: Array.from({ length: count }, (_, index) => record(`q${index}`)),
    }) as unknown as DynamoDBStreamEvent
  const calls: PutEventsCommandInput[] = []
  const client = (failing: (index: number) => boolean) =>
    ({
      send: async ({ input }: { input: PutEventsCommandInput }) => {
        const first = calls.reduce((total, call) => total + (call.Entries?.length ?? 0), 0)
        calls.push(input)
        return {
          Entries: input.Entries?.map((_, index) =>
            failing(first + index) ? { ErrorCode: 'ThrottlingException' } : {},
          ),
        }
      },
    }) as unknown as EventBridgeClient
  const outbox = (failing: (index: number) => boolean) => {
    calls.length = 0
    return publish(
      (changes) =>
        changes.map(({ sequence }) => ({
          contract: incomeSwept,
          event: { id: sequence, occurredOn: '2025-01-31', data: swept(sequence) },
          sequences: [sequence],
        })),
      () => ({ client: client(failing), busName: 'bus' }),
    )
  }

  it('publishes at most ten events a call', async () => {
    expect(await outbox(() => false)(stream(23))).toEqual({ batchItemFailures: [] })
    expect(calls.map(({ Entries }) => Entries?.length)).toEqual([10, 10, 3])
  })

  it('looks at every entry of the answer and goes on from the first that failed', async () => {
    expect(await outbox((index) => index === 12 || index === 15)(stream(23))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'q12' }],
    })
  })
})
