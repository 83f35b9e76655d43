import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { everyChaos } from '../../../local/chaos-switches.ts'
import { accessKeyOf, localClient } from '../../../local/local-clients.ts'
import type { RunningStack } from '../../../local/running-stack.ts'
import { startStack } from '../../../local/stack.ts'
import { killDatabaseOf, processesOf } from '../../support/processes.ts'
import { writeNotesAssembly } from './notes-assembly.ts'

const directory = mkdtempSync(join(tmpdir(), 'tongchou-test-'))
const assembly = join(directory, 'assembly')
const table = 'notes-Notes'

beforeAll(() => writeNotesAssembly(assembly))
afterAll(() => rmSync(directory, { recursive: true, force: true }))

const post = async (stack: RunningStack, note: { id: string; text: string }) => {
  const response = await fetch(`${stack.url}/notes`, { method: 'POST', body: JSON.stringify(note) })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

const postUntilAccepted = async (stack: RunningStack, note: { id: string; text: string }) => {
  // An answer that is lost leaves the caller without any: they send again, as after a refusal.
  const accepted = () =>
    post(stack, note).then(
      ({ status }) => status === 201,
      () => false,
    )
  while (!(await accepted())) await sleep(5)
}

const untilQuiet = async (stack: RunningStack) => {
  const deadline = Date.now() + 30_000
  for (;;) {
    const answer = await stack.quiet()
    if (answer.quiet) return answer
    if (Date.now() > deadline) throw new Error(`never quiet: ${JSON.stringify(answer)}`)
    await sleep(10)
  }
}

/** The sort keys of what the table holds, by partition key. */
const stored = async (stack: RunningStack): Promise<Record<string, string[]>> => {
  const client = new DynamoDBClient(localClient(stack.endpoints.dynamodb, accessKeyOf(table)))
  const { Items = [] } = await client.send(new ScanCommand({ TableName: table }))
  client.destroy()
  const found: Record<string, string[]> = {}
  for (const { pk, sk } of Items) {
    const key = pk?.S ?? ''
    found[key] = [...(found[key] ?? []), sk?.S ?? ''].sort()
  }
  return found
}

describe('a stack in memory', () => {
  let stack: RunningStack

  beforeAll(async () => {
    stack = await startStack({ inMemory: true, assembly })
  })
  afterAll(() => stack.stop())

  test('a request runs the bundle, its change goes by stream, bus and queue to the consumer, and then all is quiet', async () => {
    const answer = await post(stack, { id: 'n1', text: 'hello' })
    expect(answer.status).toBe(201)
    expect(await untilQuiet(stack)).toEqual({ quiet: true, deadLetters: 0, waitingFor: {} })
    expect(await stored(stack)).toEqual({ n1: ['COPY', 'NOTE'] })
  })

  test('quiet is never said while a note is still on its way', async () => {
    for (let n = 0; n < 20; n += 1) {
      await post(stack, { id: `q${n}`, text: 'hello' })
      await untilQuiet(stack)
      expect((await stored(stack))[`q${n}`]).toEqual(['COPY', 'NOTE'])
    }
  })

  test('a sandbox is reused, and sees the declared environment and what Lambda adds, nothing of ours', async () => {
    process.env.SECRET_OF_THE_DEVELOPER = 'x'
    const first = await post(stack, { id: 'r1', text: 'a' })
    const second = await post(stack, { id: 'r2', text: 'b' })
    expect(second.body.invocations).toBe((first.body.invocations as number) + 1)
    expect(second.body.environment).toContain('TABLE_NAME')
    expect(second.body.environment).toContain('LAMBDA_TASK_ROOT')
    expect(second.body.environment).not.toContain('SECRET_OF_THE_DEVELOPER')
  })

  test('metrics that functions print are summed by service and operation', async () => {
    const before = stack.units()['notes/record'] ?? { Count: 0, WriteUnits: 0 }
    await post(stack, { id: 'm1', text: 'a' })
    await untilQuiet(stack)
    expect(stack.units()['notes/record']).toEqual({
      Count: (before.Count ?? 0) + 1,
      WriteUnits: (before.WriteUnits ?? 0) + 2,
    })
  })

  test('a poisoned note ends in the dead letters and holds nobody up', async () => {
    await post(stack, { id: 'bad', text: 'poison' })
    await post(stack, { id: 'good', text: 'hello' })
    expect(await untilQuiet(stack)).toEqual({ quiet: true, deadLetters: 1, waitingFor: {} })
    expect(await stored(stack)).toMatchObject({ bad: ['NOTE'], good: ['COPY', 'NOTE'] })
  })
})

test('with every chaos switch on, each accepted note is still copied', async () => {
  const stack = await startStack({
    inMemory: true,
    assembly,
    seed: 7,
    chaos: { ...everyChaos, throttle: 0.05, killedBefore: 0.01, killedAfter: 0.01 },
  })
  try {
    const ids = Array.from({ length: 60 }, (_, n) => `c${n}`)
    await Promise.all(ids.map((id) => postUntilAccepted(stack, { id, text: 'hello' })))
    await untilQuiet(stack)
    const found = await stored(stack)
    const lost = ids.filter((id) => found[id]?.join() !== 'COPY,NOTE')
    // The inbox gives up after three receives, so a consumer killed thrice makes a dead letter; nothing else may be lost.
    expect(lost.length).toBeLessThanOrEqual((await stack.quiet()).deadLetters)
  } finally {
    await stack.stop()
  }
}, 60_000)

test('kept data, unread changes included, is there after a restart, and nothing runs in between', async () => {
  const dataDirectory = join(directory, 'data')
  const first = await startStack({ dataDirectory, assembly })
  await post(first, { id: 'kept', text: 'hello' })
  await first.stop()
  expect(processesOf(process.pid)).toEqual([])

  const second = await startStack({ dataDirectory, assembly })
  try {
    expect(await untilQuiet(second)).toEqual({ quiet: true, deadLetters: 0, waitingFor: {} })
    expect(await stored(second)).toEqual({ kept: ['COPY', 'NOTE'] })
  } finally {
    await second.stop()
  }

  const fresh = await startStack({ dataDirectory, assembly, fresh: true })
  expect(await stored(fresh)).toEqual({})
  await fresh.stop()
}, 60_000)

test('a database that dies is told by health and started again with what it kept', async () => {
  const stack = await startStack({ dataDirectory: join(directory, 'dying'), assembly })
  const health = async () => {
    const response = await fetch(`${stack.url}/health`)
    return [response.status, ((await response.json()) as { code?: string }).code]
  }
  try {
    await post(stack, { id: 'before', text: 'hello' })
    await untilQuiet(stack)
    expect(await health()).toEqual([200, undefined])
    expect(killDatabaseOf(process.pid)).toBe(1)
    await expect.poll(health).toEqual([503, 'local.database-gone'])
    await expect.poll(health, { timeout: 20_000 }).toEqual([200, undefined])
    await postUntilAccepted(stack, { id: 'after', text: 'hello' })
    await expect
      .poll(async () => await stored(stack), { timeout: 20_000 })
      .toEqual({ before: ['COPY', 'NOTE'], after: ['COPY', 'NOTE'] })
  } finally {
    await stack.stop()
  }
  expect(processesOf(process.pid)).toEqual([])
}, 60_000)

test('what a database had in memory is gone with it, and health says so instead of an empty one', async () => {
  const said: string[] = []
  const stack = await startStack({ inMemory: true, assembly, log: (line) => said.push(line) })
  try {
    expect(killDatabaseOf(process.pid)).toBe(1)
    const status = async () => (await fetch(`${stack.url}/health`)).status
    await expect.poll(status).toBe(503)
    await expect.poll(() => said.join()).toContain('what it had in memory is gone')
  } finally {
    await stack.stop()
  }
}, 60_000)

test('a port that is taken is named', async () => {
  const stack = await startStack({ inMemory: true, assembly })
  const port = Number(new URL(stack.url).port)
  await expect(startStack({ inMemory: true, assembly, port })).rejects.toMatchObject({
    code: 'local.port-taken',
    message: expect.stringContaining(String(port)),
  })
  await stack.stop()
})

test('without Java the message says what to install, and nothing is left running', async () => {
  const before = process.env.JAVA_HOME
  process.env.JAVA_HOME = '/nowhere'
  try {
    await expect(startStack({ inMemory: true, assembly })).rejects.toMatchObject({
      code: 'local.java-missing',
      message: expect.stringContaining('Java 17'),
    })
  } finally {
    if (before === undefined) delete process.env.JAVA_HOME
    else process.env.JAVA_HOME = before
  }
  expect(processesOf(process.pid)).toEqual([])
})
