import type { EventBridgeClient, PutEventsCommandInput } from '@aws-sdk/client-eventbridge'
import type { DynamoDBStreamEvent, SQSEvent } from 'aws-lambda'
import { describe, expect, it } from 'vitest'
import { incomeSwept } from '#shared/contracts/contribution.ts'
import { consume, on } from '#shared/edge/events/consume.ts'
import type { SetAside } from '#shared/edge/events/publish.ts'
import { publish } from '#shared/edge/events/publish.ts'
import { watchedInbox } from '#test/support/watched-inbox.ts'

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
    const subscription = on(incomeSwept, async (event) => {
      applied.push(event.data.sweepId)
    })
    const handler = consume([subscription], watchedInbox().inbox)
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

  it('does not start with two subscriptions to one event, of which the second would never be heard', () => {
    const subscription = on(incomeSwept, async () => {})
    expect(() => consume([subscription, { ...subscription }], watchedInbox().inbox)).toThrow(
      /has two subscriptions/,
    )
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
  const aside: { sequence: string; cause: string }[] = []
  const setAside: SetAside = async ({ dynamodb }, error) => {
    aside.push({ sequence: dynamodb?.SequenceNumber ?? '', cause: (error as Error).message })
  }
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
      () => ({ client: client(failing), busName: 'bus', setAside }),
    )
  }

  it('publishes at most ten events a call', async () => {
    expect(await outbox(() => false)(stream(23))).toEqual({ batchItemFailures: [] })
    expect(calls.map(({ Entries }) => Entries?.length)).toEqual([10, 10, 3])
  })

  const putting = (answer: (entries: readonly { Detail?: string | undefined }[]) => object) =>
    ({
      send: async ({ input: { Entries = [] } }: { input: PutEventsCommandInput }) => answer(Entries),
    }) as unknown as EventBridgeClient
  const published = (
    bus: EventBridgeClient,
    sick: (sequence: string) => boolean = () => false,
    lay: SetAside = setAside,
  ) => {
    aside.length = 0
    return publish(
      (changes) =>
        changes.map(({ sequence }) => {
          if (sick(sequence)) throw new Error(`${sequence} has no amount`)
          const event = { id: sequence, occurredOn: '2025-01-31', data: swept(sequence) }
          return { contract: incomeSwept, event, sequences: [sequence] }
        }),
      () => ({ client: bus, busName: 'bus', setAside: lay }),
    )
  }
  const taking = putting((entries) => ({ Entries: entries.map(() => ({})) }))

  it('lays a change that has no event aside at once, with its cause, and holds nothing up', async () => {
    const outcome = await published(taking, (sequence) => sequence === 'q7')(stream(23))
    expect(outcome).toEqual({ batchItemFailures: [] })
    expect(aside).toEqual([{ sequence: 'q7', cause: 'q7 has no amount' }])
  })

  it('lays aside what the bus never takes, by an answer to the entry or to the call', async () => {
    const answering = (found: () => object) =>
      putting((entries) => ({
        Entries: entries.map(({ Detail }) => (Detail?.includes('"q3"') ? found() : {})),
      }))
    const malformed = answering(() => ({ ErrorCode: 'MalformedDetail', ErrorMessage: 'no JSON' }))
    expect(await published(malformed)(stream(5))).toEqual({ batchItemFailures: [] })
    expect(aside).toEqual([{ sequence: 'q3', cause: 'no JSON' }])
    const tooLarge = answering(() => {
      throw Object.assign(new Error('too large'), { name: 'ValidationException' })
    })
    expect(await published(tooLarge)(stream(5))).toEqual({ batchItemFailures: [] })
    expect(aside).toEqual([{ sequence: 'q3', cause: 'too large' }])
  })

  it('tries again what the bus or our rights refuse, to the end of the stream', async () => {
    for (const ErrorCode of ['ThrottlingException', 'InternalFailure', 'AccessDeniedException']) {
      const refusing = putting((entries) => ({ Entries: entries.map(() => ({ ErrorCode })) }))
      expect(await published(refusing)(stream(3))).toEqual({ batchItemFailures: [{ itemIdentifier: 'q0' }] })
    }
    expect(aside).toEqual([])
  })

  it('keeps in the stream what cannot be laid aside', async () => {
    const denied: SetAside = () => Promise.reject(new Error('no right to the queue'))
    const outcome = await published(taking, (sequence) => sequence === 'q2', denied)(stream(4))
    expect(outcome).toEqual({ batchItemFailures: [{ itemIdentifier: 'q2' }] })
  })

  it('waits for another version when no change of twenty has an event', async () => {
    await expect(published(taking, () => true)(stream(20))).rejects.toThrow('q0 has no amount')
    expect(aside).toEqual([])
  })

  it('looks at every entry of the answer and goes on from the first that failed', async () => {
    expect(await outbox((index) => index === 12 || index === 15)(stream(23))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'q12' }],
    })
  })
})
