import { DeleteItemCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import type { SendMessageBatchCommandInput, SQSClient } from '@aws-sdk/client-sqs'
import { vi } from 'vitest'
import { log } from '#shared/edge/function/log.ts'
import type { NightlyChecks } from '#shared/edge/runs/check-records.ts'
import { checkPage, checkTasks } from '#shared/edge/runs/check-records.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import type { Item } from '#shared/edge/store/attribute-value.ts'
import { toAttributes } from '#shared/edge/store/attribute-value.ts'
import type { Key, Store, Stored } from '#shared/edge/store/store.ts'

type ReportedViolation = { readonly invariant: string; readonly where: string }
const nameOf = ({ invariant, where }: ReportedViolation): string => `${invariant} ${where}`

/** A queue that keeps its messages until they are worked on. */
const openQueue = () => {
  const messages: RunUnit[] = []
  const send = ({ input }: { input: SendMessageBatchCommandInput }) => {
    messages.push(...(input.Entries ?? []).map(({ MessageBody }) => JSON.parse(MessageBody ?? '') as RunUnit))
    return Promise.resolve({})
  }
  return { messages, queue: { send } as unknown as SQSClient }
}

/**
 * Runs a night's check over a table, with so many calls of the scheduler. Gives the units of work, the metrics, and the
 * places that were reported.
 */
export const passNight = async (
  checks: NightlyChecks,
  store: Store,
  { strikes = 1, on = '2025-03-03' } = {},
) => {
  const { messages, queue } = openQueue()
  const tasks = checkTasks(checks, () => ({ store, queue, queueUrl: 'work' }))
  const lines = vi.spyOn(console, 'log').mockImplementation(() => {})
  const errors = vi.spyOn(log, 'error').mockImplementation(() => {})
  let units = 0
  for (let strike = 0; strike < strikes; strike += 1) {
    const night = { task: 'check-all-records', dueAt: `${on}T03:00:00+08:00` } as unknown as RunUnit
    await tasks[night.task]?.(night)
    for (let unit = messages.shift(); unit; unit = messages.shift()) {
      await tasks[unit.task]?.(unit)
      units += 1
    }
  }
  const metrics = lines.mock.calls
    .map(([line]) => JSON.parse(String(line)) as Readonly<Record<string, number | string>>)
    .filter(({ operation }) => operation === 'check-records')
  const total = (name: string) => metrics.reduce((sum, line) => sum + Number(line[name]), 0)
  const told = errors.mock.calls.map(([, violation]) => nameOf(violation as unknown as ReportedViolation))
  lines.mockRestore()
  errors.mockRestore()
  const counted = { checked: total('Checked'), violations: total('Violations'), moving: total('Moving') }
  return { units, counted, told }
}

/** What the check finds wrong when it meets nothing but one record. */
export const foundFrom = async (
  record: Stored,
  checks: NightlyChecks,
  store: Store,
  on = '2025-03-03',
): Promise<string[]> => (await checkPage([record], checks, { store, on })).violations.map(nameOf)

/** Somebody who writes to a service's table, past the service. */
export const openBackDoor = (table: string) => {
  const client = new DynamoDBClient()
  return {
    put: async (item: Item & Key) => {
      await client.send(new PutItemCommand({ TableName: table, Item: toAttributes(item) }))
    },
    remove: async ({ pk, sk }: Key) => {
      await client.send(new DeleteItemCommand({ TableName: table, Key: toAttributes({ pk, sk }) }))
    },
  }
}
