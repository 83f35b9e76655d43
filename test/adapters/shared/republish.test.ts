import type { SendMessageBatchCommandInput, SQSClient } from '@aws-sdk/client-sqs'
import { expect, it } from 'vitest'
import type { AgainLetter } from '#shared/edge/events/again.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import { readRun, unitResults } from '#shared/edge/runs/run.ts'
import { fromAttributes } from '#shared/edge/store/attribute-value.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { openStore } from '#shared/edge/store/store.ts'
import type { Republished } from '#shared/edge/watch/republish.ts'
import { republishTask, republishTasks } from '#shared/edge/watch/republish.ts'
import { republishOperations } from '#shared/edge/watch/republish-operations.ts'
import { eachTestItsTable } from '../../support/dynamodb.ts'

let store: Store
eachTestItsTable((dynamo, table) => {
  store = openStore(dynamo.connect(), () => table)
})

const sweep = (id: string, on: string, more: object = {}) => ({
  ...{ pk: `SWEEP#${id}`, sk: 'SWEEP', kind: 'sweep', on },
  ...more,
})

/** A service that publishes its sweeps; one without a day has no event. */
const desk = () => {
  const units: RunUnit[] = []
  const letters: AgainLetter[] = []
  const queue = {
    send: async ({ input }: { input: SendMessageBatchCommandInput & { MessageBody?: string } }) => {
      if (input.MessageBody !== undefined) letters.push(JSON.parse(input.MessageBody) as AgainLetter)
      for (const { MessageBody = '' } of input.Entries ?? []) units.push(JSON.parse(MessageBody) as RunUnit)
      return {}
    },
  } as unknown as SQSClient
  const effects = {
    ...{ store, runs: () => ({ store, queue, queueUrl: 'work' }) },
    outboxUrl: () => 'outbox',
  }
  const tasks = republishTasks(
    {
      kinds: ['sweep'],
      toEvents: (changes) =>
        changes.map(({ sequence, item: { pk, on } }) => {
          if (on === '') throw new Error('it has no day')
          return {
            contract: { source: 's', detailType: 't', schema: {} as never },
            event: { id: String(pk), occurredOn: String(on), data: {} },
            sequences: [sequence],
          }
        }),
    },
    effects,
  )
  const [start] = republishOperations('contribution', effects)
  const republish = async (from: string, to: string) => {
    const answer = await start?.handle({ body: { from, to }, commandId: 'key-1' } as never)
    for (const unit of units) await tasks[republishTask]?.(unit)
    return answer
  }
  const sent = () =>
    letters.flatMap(({ again }) => again.map(({ dynamodb }) => fromAttributes(dynamodb?.NewImage as never)))
  return { republish, sent, units }
}

it('gives the publisher what happened on the days, as it now stands, and nothing of other days or kinds', async () => {
  await store.write([
    { kind: 'create', item: sweep('1', '2025-03-01') },
    { kind: 'create', item: sweep('2', '2025-03-02') },
    { kind: 'create', item: sweep('3', '2025-03-03') },
    { kind: 'create', item: { ...sweep('4', '2025-03-02'), kind: 'bill' } },
    { kind: 'create', item: sweep('5', '') },
    { kind: 'create', item: sweep('6', '2025-03-02', { text: 'x'.repeat(250_000) }) },
  ])
  const { republish, sent, units } = desk()
  const answer = await republish('2025-03-02', '2025-03-03')
  expect(
    sent()
      .map(({ pk }) => pk)
      .sort(),
  ).toEqual(['SWEEP#2', 'SWEEP#3'])
  const runId = units[0]?.runId ?? ''
  expect(answer).toMatchObject({ status: 'accepted', value: { runId } })
  expect(await readRun(store, runId)).toMatchObject({ status: 'done', task: republishTask })
  const sums = { sent: 0, tooLarge: 0, unfit: 0 }
  for await (const { result } of unitResults<Republished>(store, runId))
    for (const name of ['sent', 'tooLarge', 'unfit'] as const) sums[name] += result[name]
  expect(sums).toEqual({ sent: 2, tooLarge: 1, unfit: 1 })
})

it('is done once however often the command comes, and refuses days that are reversed', async () => {
  await store.write([{ kind: 'create', item: sweep('1', '2025-03-01') }])
  const { republish, sent } = desk()
  await republish('2025-03-01', '2025-03-01')
  await republish('2025-03-01', '2025-03-01')
  expect(sent()).toHaveLength(1)
  expect(await republish('2025-03-02', '2025-03-01')).toMatchObject({
    status: 'refused',
    refusal: { code: 'republication.days-reversed' },
  })
})
