import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { toAttributes } from '#shared/edge/store/attribute-value.ts'
import { localSite } from '../../../cli/operate/local-site.ts'
import { queueNamed, queuesOf } from '../../../cli/operate/queues.ts'
import { findStuck } from '../../../cli/verify/stuck.ts'
import { recordsIn } from '../../../cli/verify/verify.ts'
import { accessKeyOf, localClient } from '../../../local/local-clients.ts'
import type { RunningStack } from '../../../local/running-stack.ts'
import { startStack } from '../../../local/stack.ts'
import { synthesize } from '../../../local/synthesize.ts'
import { levies } from '../../../services/adjustment-fund/levy/store.ts'
import { plantFaultyVersion, shortenTries } from './faulty-version.ts'
import { commandsOf, headings, runCommand } from './sections.ts'

const folder = mkdtempSync(join(tmpdir(), 'tongchou-runbook-'))
const assembly = join(folder, 'cdk.out')
let stack: RunningStack
let version: ReturnType<typeof plantFaultyVersion>
const plantedAt = { start: 0 }

beforeAll(async () => {
  await synthesize(assembly, 'https://issuer.example')
  version = plantFaultyVersion(assembly, join(folder, 'words'))
  shortenTries(assembly, ['tongchou-budget', 'tongchou-adjustment-fund'])
  stack = await startStack({ inMemory: true, assembly })
  version.cannotRead(['SW-poison', 'check-ledgers', 'LV-poison', 'LV-forgotten'])
  plantedAt.start = performance.now()
  await Promise.all([
    sweep('SW-poison'),
    startChecks(),
    assessLevy('LV-poison', 'resident'),
    assessLevy('LV-forgotten', 'employee'),
    unknownEvents(),
  ])
  // The condition that the alarms measure.
  const planted = {
    ...{ 'adjustment-fund/outbox': 2, 'budget/inbox': 1 },
    ...{ 'budget/work': 1, 'bus/unknown': 2 },
  }
  await vi.waitFor(async () => expect(await deadLetters()).toEqual(planted), {
    timeout: 30_000,
    interval: 100,
  })
}, 90_000)

afterAll(async () => {
  await stack?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const run = (command: string | undefined, words: Readonly<Record<string, string>> = {}) => {
  if (command === undefined) throw new Error('The section has fewer commands.')
  return runCommand(stack, command, words)
}

const deadLetters = async (): Promise<Record<string, number>> => {
  const site = localSite(stack)
  const stuck = await findStuck(site, 60)
  site.close()
  return Object.fromEntries(
    stuck.flatMap((each) => (each.kind === 'dead-letters' ? [[each.where, each.count]] : [])),
  )
}

const onBus = async (source: string, detailType: string, detail: unknown) => {
  const client = new EventBridgeClient(localClient(stack.endpoints.eventbridge))
  const EventBusName = stack.outputs['tongchou-foundation']?.BusName
  const Detail = JSON.stringify(detail)
  await client.send(
    new PutEventsCommand({ Entries: [{ EventBusName, Source: source, DetailType: detailType, Detail }] }),
  )
  client.destroy()
}

const swept = (sweepId: string) => ({
  id: `sweep:${sweepId}`,
  occurredOn: '2025-03-31',
  data: {
    ...{ sweepId, scheme: 'employee', city: '340100', fundYear: 2025 },
    ...{ amount: 100_000, sweptOn: '2025-03-31' },
  },
})

const sweep = (sweepId: string) => onBus('tongchou.contribution', 'income-swept.v1', swept(sweepId))

const inQueue = async (url: string | undefined, body: unknown) => {
  const sqs = new SQSClient(localClient(stack.endpoints.sqs))
  await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: JSON.stringify(body) }))
  sqs.destroy()
}

const startChecks = (day = '2026-05-02') =>
  inQueue(stack.outputs['tongchou-budget']?.WorkUrl, {
    task: 'check-ledgers',
    dueAt: `${day}T01:00:00+08:00`,
  })

/** One of no contract; and one that came before the version that has its contract. */
const unknownEvents = async () => {
  await onBus('tongchou.tax', 'payment-mad.v1', { id: 'T-misspelt' })
  await inQueue(stack.outputs['tongchou-foundation']?.UnknownEventsUrl, {
    source: 'tongchou.contribution',
    'detail-type': 'income-swept.v1',
    detail: swept('SW-early'),
  })
}

const assessLevy = async (levyId: string, scheme: 'employee' | 'resident') => {
  const name = stack.tables['adjustment-fund'] ?? ''
  const client = new DynamoDBClient(localClient(stack.endpoints.dynamodb, accessKeyOf(name)))
  const levy = levies.item({
    ...{ levyId, city: '340100', scheme, year: 2025, status: 'due' },
    ...{ base: 2_000_000, rate: '0.05', rateCap: '0.08', pauseLine: '0', accumulated: 0 },
    ...{ provincialCollection: 2_000_000, amount: 100_000, assessedOn: '2026-04-10', dueOn: '2026-06-30' },
  } as never)
  await client.send(new PutItemCommand({ TableName: name, Item: toAttributes(levy) }))
  client.destroy()
}

/** How many entries of the budget service's ledger come of an event: its effect. */
const entriesOf = async (source: string): Promise<number> => {
  const site = localSite(stack)
  const records = await Array.fromAsync(recordsIn(site.tables))
  site.close()
  return records.filter(({ item }) => item.kind === 'journal-entry' && item.source === source).length
}

const untilQuiet = () =>
  expect.poll(async () => (await stack.quiet()).quiet, { timeout: 20_000, interval: 50 }).toBe(true)

const lettersOf = (status: { deadLetters: readonly { queue: string }[] }, queue: string) =>
  status.deadLetters.filter((each) => each.queue === queue)

it('shows every dead letter with its cause before anything is done', async () => {
  const [status] = commandsOf('Before anything else')
  const { value, code } = await run(status)
  expect(code).toBe(0)
  expect(lettersOf(value, 'budget/inbox')).toMatchObject([
    {
      what: 'income-swept.v1 sweep:SW-poison',
      receives: expect.any(Number),
      cause: { en: expect.stringMatching(/^event\.unreadable: income-swept\.v1 at /) },
    },
  ])
  expect(lettersOf(value, 'budget/work')).toMatchObject([
    { what: 'check-ledgers', cause: { en: 'run.unknown-task: no task no-check-ledgers' } },
  ])
  expect(lettersOf(value, 'adjustment-fund/outbox')).toMatchObject([
    { what: expect.stringMatching(/^1 records from /), cause: { en: expect.stringContaining('no word') } },
    {},
  ])
  expect(
    lettersOf(value, 'bus/unknown')
      .map((letter) => letter as unknown as { what: string; cause: { en: string } })
      .map(({ what, cause }) => [what, cause.en])
      .sort(),
  ).toEqual([
    ['tongchou.contribution income-swept.v1 sweep:SW-early', 'a contract describes it now: redrive it'],
    ['tongchou.tax payment-mad.v1 T-misspelt', 'no contract describes it'],
  ])
})

it('verify tells of the dead letters', async () => {
  const site = localSite(stack)
  expect(await findStuck(site, 60)).toContainEqual({ kind: 'dead-letters', where: 'budget/inbox', count: 1 })
  site.close()
})

it('inbox dead letters: a rehearsal moves nothing; redriven when mended, the event has its effect once', async () => {
  const [, rehearse, redrive] = commandsOf('Inbox dead letters')
  const words = { SERVICE: 'budget' }
  expect((await run(rehearse, words)).value).toHaveLength(1)
  expect((await deadLetters())['budget/inbox']).toBe(1)
  version.mend()
  expect((await run(redrive, words)).value).toMatchObject([{ what: 'income-swept.v1 sweep:SW-poison' }])
  await untilQuiet()
  console.info(
    `from the planted poison to its effect: ${((performance.now() - plantedAt.start) / 1000).toFixed(1)} s`,
  )
  expect((await deadLetters())['budget/inbox']).toBeUndefined()
  expect(await entriesOf('sweep:SW-poison')).toBe(1)
  // Whoever was killed between sending and deleting sends it again.
  await sweep('SW-poison')
  await untilQuiet()
  expect(await entriesOf('sweep:SW-poison')).toBe(1)
})

it('work dead letters: redriven when mended, the run is done', async () => {
  const [, , redrive] = commandsOf('Work dead letters')
  expect((await run(redrive, { SERVICE: 'budget' })).value).toMatchObject([{ what: 'check-ledgers' }])
  await untilQuiet()
  expect((await deadLetters())['budget/work']).toBeUndefined()
  const [status] = commandsOf('Before anything else')
  expect((await run(status)).value.runs).toEqual([])
})

it('outbox dead letters: redriven from the stream; and republished from the table when the stream has forgotten', async () => {
  const [, redrive, rehearse, republish] = commandsOf('Outbox dead letters')
  const site = localSite(stack)
  const { deadLettersUrl } = queueNamed(queuesOf(site.outputs), 'adjustment-fund/outbox')
  // After a day there is nothing left that could be redriven; here the dead letter goes in its place.
  const { Messages: [forgotten] = [] } = await site.sqs.send(
    new ReceiveMessageCommand({ QueueUrl: deadLettersUrl, MaxNumberOfMessages: 1, WaitTimeSeconds: 2 }),
  )
  const ReceiptHandle = forgotten?.ReceiptHandle
  await site.sqs.send(new DeleteMessageCommand({ QueueUrl: deadLettersUrl, ReceiptHandle }))
  site.close()
  const words = { SERVICE: 'adjustment-fund', 'FIRST-DAY': '2026-04-10', 'LAST-DAY': '2026-04-10' }
  const again = await run(redrive, words)
  expect(again).toMatchObject({ code: 0, value: [{ what: expect.stringMatching(/^1 records/) }] })
  await untilQuiet()
  const known = async () => [await entriesOf('LV-poison'), await entriesOf('LV-forgotten')]
  expect((await known()).sort()).toEqual([0, 1])
  expect((await run(rehearse, words)).value).toEqual({
    records: { levy: 2 },
    events: { 'levy-assessed.v1': 2 },
    silent: {},
  })
  expect((await run(republish, words)).value.events).toEqual({ 'levy-assessed.v1': 2 })
  await untilQuiet()
  expect(await known()).toEqual([1, 1])
  expect((await run(republish, words)).code).toBe(0)
  await untilQuiet()
  expect(await known()).toEqual([1, 1])
})

it('unknown events: what a contract describes by now is applied once; the rest stays and is told', async () => {
  const [, redrive] = commandsOf('Unknown events')
  const { value, code } = await run(redrive)
  expect(code).toBe(1)
  expect(value.filter(({ stays }: { stays?: unknown }) => stays)).toMatchObject([
    { what: 'tongchou.tax payment-mad.v1 T-misspelt' },
  ])
  await untilQuiet()
  expect(await entriesOf('sweep:SW-early')).toBe(1)
  expect(await deadLetters()).toEqual({ 'bus/unknown': 1 })
})

it('an inbox that falls behind because it is paused goes on when it is resumed', async () => {
  const [status, resume] = commandsOf('Inbox falls behind')
  await run('npm run operate -- pause SERVICE/inbox', { SERVICE: 'budget' })
  await sweep('SW-late')
  await sleep(1100)
  const inbox = async () =>
    (await run(status)).value.queues.find(({ queue }: { queue: string }) => queue === 'budget/inbox')
  expect(await inbox()).toMatchObject({ delivery: 'paused', deadLetters: 0 })
  expect((await inbox()).oldestSeconds).toBeGreaterThan(0)
  expect(await entriesOf('sweep:SW-late')).toBe(0)
  await run(resume, { SERVICE: 'budget' })
  await untilQuiet()
  expect(await inbox()).toMatchObject({ delivery: 'on', waiting: 0, inHand: 0 })
  expect(await entriesOf('sweep:SW-late')).toBe(1)
})

it.each(['Work falls behind', 'Function throttled'])('%s: work is paused and goes on', async (section) => {
  const words = { SERVICE: 'budget' }
  const commands = commandsOf(section).filter((command) => command.includes('/work'))
  await run('npm run operate -- pause SERVICE/work', words)
  await startChecks(section === 'Work falls behind' ? '2026-05-03' : '2026-05-04')
  for (const command of commands) expect((await run(command, words)).code).toBe(0)
  await untilQuiet()
  expect((await stack.quiet()).deadLetters).toBe(1)
})

it('every command of the runbook is one that there is', () => {
  const commands = headings.flatMap(commandsOf)
  expect(commands.length).toBeGreaterThan(15)
  for (const command of commands)
    expect(command).toMatch(/^npm run (verify|operate -- (status|redrive|republish|pause|resume)\b.*)$/)
})
