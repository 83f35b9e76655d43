import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Item } from '#shared/edge/store/attribute-value.ts'
import { localSite } from '../../../cli/operate/local-site.ts'
import { queueNamed, queuesOf } from '../../../cli/operate/queues.ts'
import { findStuck } from '../../../cli/verify/stuck.ts'
import type { RunningStack } from '../../../local/running-stack.ts'
import { startStack } from '../../../local/stack.ts'
import { synthesize } from '../../../local/synthesize.ts'
import { readAssembly } from '../../../local/template/assembly.ts'
import { plantFaultyVersion, shortenTries } from './faulty-version.ts'
import { beat } from './heartbeat.ts'
import { provinceOf } from './province.ts'
import { type Answer, commandsOf, follow, followedIn, headings, isOurs, runCommand } from './sections.ts'

const folder = mkdtempSync(join(tmpdir(), 'tongchou-runbook-'))
const assembly = join(folder, 'cdk.out')
const start = () =>
  startStack({ assembly, dataDirectory: join(folder, 'data'), logDirectory: join(folder, 'logs') })
let stack: RunningStack
let version: ReturnType<typeof plantFaultyVersion>
const plantedAt = { start: 0 }

const {
  sweep,
  startChecks,
  watchLines,
  unknownEvents,
  assessLevy,
  deadLetters,
  effectsOf,
  entriesOf,
  ...province
} = provinceOf(() => stack)
const { untilQuiet, call, put } = province

/** Opens books with the balances that somebody else proposed. */
const approveOpening = ({ city, scheme, ...body }: { readonly city: string; readonly scheme: string }) =>
  call('POST', `budget/openings/${city}/${scheme}/approval`, {
    ...{ body, key: `opened-${city}`, claims: { sub: 'li', division: city } },
  })

/** Waits for the condition that the alarms of dead letters measure. */
const untilDead = (planted: Readonly<Record<string, number>>) =>
  vi.waitFor(async () => expect(await deadLetters()).toMatchObject(planted), {
    timeout: 30_000,
    interval: 100,
  })

const statusOf = async () => (await runCommand(stack, 'npm run operate -- status', {})).value

const queueOf = async (name: string) =>
  (await statusOf()).queues.find(({ queue }: { queue: string }) => queue === name)

type Letter = { readonly queue: string; readonly messageId: string; readonly what: string }
const lettersOf = (status: { deadLetters: readonly Letter[] }, queue: string) =>
  status.deadLetters.filter((each) => each.queue === queue)

/** What the deployed functions counted under a metric, for which an alarm waits. */
const counted = (operation: string, metric: string): number => stack.units()[operation]?.[metric] ?? 0

/** Logs lag behind, here as on AWS: looks until there are lines. */
const logged = (look: () => Promise<Answer>): Promise<Answer['value']> =>
  vi.waitFor(
    async () => {
      const { value } = await look()
      expect(value).not.toEqual([])
      return value
    },
    { timeout: 5_000, interval: 50 },
  )

const lastGood = ['git checkout', 'npx aws-cdk']

beforeAll(async () => {
  await synthesize(assembly, 'https://issuer.example')
  version = plantFaultyVersion(assembly, join(folder, 'words'))
  shortenTries(assembly, ['tongchou-budget', 'tongchou-adjustment-fund'])
  stack = await start()
  version.deploy({ cannotRead: ['SW-poison', 'check-ledgers', 'LV-poison', 'LV-forgotten'] })
  plantedAt.start = performance.now()
  await Promise.all([
    sweep('SW-poison'),
    startChecks('2026-05-02'),
    assessLevy('LV-poison', 'resident'),
    assessLevy('LV-forgotten', 'employee'),
    unknownEvents(),
  ])
  await untilDead({
    ...{ 'adjustment-fund/outbox': 2, 'budget/inbox': 1 },
    ...{ 'budget/work': 1, 'bus/unknown': 2 },
  })
}, 90_000)

afterAll(async () => {
  version?.mend()
  await stack?.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('dead letters', () => {
  it('are shown with their causes before anything is done', async () => {
    const { run, instead } = follow('Before anything else')
    const { value, code } = await run(stack, 'operate -- status')
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
      { what: expect.stringMatching(/^levy /), cause: { en: 'Error: no word for this record' } },
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
    const words = { SERVICE: 'budget', WORD: 'no-check-ledgers' }
    expect((await run(stack, 'operate -- log', words)).value).toMatchObject(
      Array(2).fill({ message: expect.any(String), error: { code: 'run.unknown-task' } }),
    )
    expect((await run(stack, 'operate -- log', words, 1)).value).toHaveLength(2)
    const verified = await run(stack, 'verify')
    expect(verified.code).toBe(1)
    expect(verified.value.stuck).toContainEqual({ kind: 'dead-letters', where: 'budget/inbox', count: 1 })
    await instead(lastGood)
  })

  it('of an inbox: a rehearsal moves nothing; redriven when mended, the event has its effect once', async () => {
    const { run } = follow('Inbox dead letters')
    const words = { SERVICE: 'budget' }
    expect(lettersOf((await run(stack, 'operate -- status')).value, 'budget/inbox')).toHaveLength(1)
    expect((await run(stack, 'operate -- redrive', words)).value).toHaveLength(1)
    expect((await deadLetters())['budget/inbox']).toBe(1)
    version.mend()
    expect((await run(stack, 'operate -- redrive', words, 1)).value).toMatchObject([
      { what: 'income-swept.v1 sweep:SW-poison' },
    ])
    await untilQuiet()
    const seconds = ((performance.now() - plantedAt.start) / 1000).toFixed(1)
    console.info(`from the planted poison to its effect: ${seconds} s`)
    expect((await deadLetters())['budget/inbox']).toBeUndefined()
    expect(await effectsOf('sweep:SW-poison')).toBe(1)
    // Whoever was killed between sending and deleting sends it again.
    await sweep('SW-poison')
    await untilQuiet()
    expect(await effectsOf('sweep:SW-poison')).toBe(1)
  })

  it('of a run: redriven when mended, the run is done', async () => {
    const { run } = follow('Work dead letters')
    const words = { SERVICE: 'budget' }
    await run(stack, 'operate -- status')
    expect((await run(stack, 'operate -- redrive', words)).value).toMatchObject([{ what: 'check-ledgers' }])
    expect((await run(stack, 'operate -- redrive', words, 1)).value).toHaveLength(1)
    await untilQuiet()
    expect((await deadLetters())['budget/work']).toBeUndefined()
    expect((await statusOf()).runs).toEqual([])
  })

  it('of an outbox: redriven whole; republished from the table when it is out of reach; then ended', async () => {
    const { run } = follow('Outbox dead letters')
    await run(stack, 'operate -- status')
    const site = localSite(stack)
    const { deadLettersUrl } = queueNamed(queuesOf(site.outputs), 'adjustment-fund/outbox')
    // A notice of the stream cannot be redriven after a day; here the dead letter is out of reach in its place.
    const { Messages: [forgotten] = [] } = await site.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: deadLettersUrl, MaxNumberOfMessages: 1, WaitTimeSeconds: 2 }),
    )
    const words = { SERVICE: 'adjustment-fund', 'FIRST-DAY': '2026-04-10', 'LAST-DAY': '2026-04-10' }
    const again = await run(stack, 'operate -- redrive', words)
    expect(again).toMatchObject({ code: 0, value: [{ what: expect.stringMatching(/^levy /) }] })
    await untilQuiet()
    const known = async () => [await effectsOf('LV-poison'), await effectsOf('LV-forgotten')]
    expect((await known()).sort()).toEqual([0, 1])
    expect((await run(stack, 'operate -- republish', words)).value).toEqual({
      records: { levy: 2 },
      events: { 'levy-assessed.v1': 2 },
      silent: {},
    })
    const republish = () => run(stack, 'operate -- republish', words, 1)
    expect((await republish()).value.events).toEqual({ 'levy-assessed.v1': 2 })
    await untilQuiet()
    expect(await known()).toEqual([1, 1])
    expect((await republish()).code).toBe(0)
    await untilQuiet()
    expect(await known()).toEqual([1, 1])
    await site.sqs.send(
      new DeleteMessageCommand({ QueueUrl: deadLettersUrl, ReceiptHandle: forgotten?.ReceiptHandle }),
    )
    site.close()
    // The last letter is gone, so there is none of that id any more: it is told, and ends with 1.
    const gone = { SERVICE: 'adjustment-fund', 'MESSAGE-ID': forgotten?.MessageId ?? '' }
    expect((await run(stack, 'operate -- discard', gone)).code).toBe(1)
  })

  it('days in the wrong order are refused, since they would send nothing', async () => {
    const reversed = 'npm run operate -- republish adjustment-fund --from 2026-04-11 --to 2026-04-10'
    expect(await runCommand(stack, reversed, {})).toEqual({ code: 1, value: null })
  })

  it('of unknown events: what a contract describes by now is applied once; the rest stays until it is ended', async () => {
    const { run } = follow('Unknown events')
    await run(stack, 'operate -- status')
    const { value, code } = await run(stack, 'operate -- redrive')
    expect(code).toBe(1)
    const [misspelt] = value.filter(({ stays }: { stays?: unknown }) => stays)
    expect(misspelt).toMatchObject({ what: 'tongchou.tax payment-mad.v1 T-misspelt' })
    await untilQuiet()
    expect(await effectsOf('sweep:SW-early')).toBe(1)
    expect(await deadLetters()).toEqual({ 'bus/unknown': 1 })
    const letter = misspelt.messageId
    const ended = await run(stack, 'operate -- discard', { 'MESSAGE-ID': letter })
    expect(ended.code).toBe(0)
    expect(JSON.parse(ended.value.body)).toMatchObject({ detail: { id: 'T-misspelt' } })
    expect(await deadLetters()).toEqual({})
  })

  it('of recorded facts and units are never ended by hand', async () => {
    const discard = 'npm run operate -- discard budget/inbox --message any'
    expect(await runCommand(stack, discard, {})).toEqual({ code: 1, value: null })
  })
})

describe('what falls behind', () => {
  it('an inbox that is paused goes on when it is resumed', async () => {
    const { run } = follow('Inbox falls behind')
    await runCommand(stack, 'npm run operate -- pause SERVICE/inbox', { SERVICE: 'budget' })
    await sweep('SW-late')
    await sleep(1100)
    const inbox = async () =>
      (await run(stack, 'operate -- status')).value.queues.find(
        ({ queue }: { queue: string }) => queue === 'budget/inbox',
      )
    expect(await inbox()).toMatchObject({ delivery: 'paused', deadLetters: 0 })
    expect((await inbox()).oldestSeconds).toBeGreaterThan(0)
    expect(await effectsOf('sweep:SW-late')).toBe(0)
    await run(stack, 'operate -- resume', { SERVICE: 'budget' })
    await untilQuiet()
    expect(await inbox()).toMatchObject({ delivery: 'on', waiting: 0, inHand: 0 })
    expect(await effectsOf('sweep:SW-late')).toBe(1)
  })

  it('an inbox whose table refuses everything pauses, makes no dead letters, and goes on by itself', async () => {
    const { run } = follow('Inbox pauses')
    const before = counted('budget/consume', 'Paused')
    await stack.setChaos({ throttle: 1 })
    await Promise.all(['SW-outage-1', 'SW-outage-2'].map(sweep))
    await vi.waitFor(async () => expect(counted('budget/consume', 'Paused')).toBeGreaterThan(before), {
      timeout: 30_000,
      interval: 200,
    })
    const lines = await logged(() => run(stack, 'operate -- log', { SERVICE: 'budget' }))
    expect(lines.at(-1)).toMatchObject({ error: { name: 'ProvisionedThroughputExceededException' } })
    expect((await run(stack, 'operate -- status')).value.deadLetters).toEqual([])
    await stack.setChaos({ throttle: 0 })
    await vi.waitFor(async () => expect(await effectsOf('sweep:SW-outage-1')).toBe(1), {
      ...{ timeout: 60_000, interval: 500 },
    })
    await untilQuiet()
    expect(await effectsOf('sweep:SW-outage-2')).toBe(1)
    expect(await deadLetters()).toEqual({})
    await run(stack, 'operate -- status', {}, 1)
  }, 120_000)

  it('work that is paused goes on when it is resumed', async () => {
    const { run } = follow('Work falls behind')
    await runCommand(stack, 'npm run operate -- pause SERVICE/work', { SERVICE: 'budget' })
    await startChecks('2026-05-03')
    await run(stack, 'operate -- status')
    const { delivery, waiting, inHand } = await queueOf('budget/work')
    // A poll that was under way when it was paused may hold the message for a moment more.
    expect([delivery, waiting + inHand]).toEqual(['paused', 1])
    await run(stack, 'operate -- resume', { SERVICE: 'budget' })
    await untilQuiet()
    expect(await deadLetters()).toEqual({})
  })

  it('an outbox whose publisher does not get on begins where it stopped', async () => {
    const { run, instead } = follow('Outbox falls behind')
    version.deploy({ hangsAt: ['LV-slow'] })
    await assessLevy('LV-slow', 'resident', '340200')
    // The age of the oldest record is what the alarm measures.
    await vi.waitFor(
      async () => expect((await queueOf('adjustment-fund/outbox')).oldestSeconds).toBeGreaterThan(0),
      { timeout: 8_000, interval: 300 },
    )
    await run(stack, 'operate -- status')
    expect((await run(stack, 'operate -- log', { SERVICE: 'adjustment-fund' })).code).toBe(0)
    expect(await effectsOf('LV-slow')).toBe(0)
    await instead(['aws service-quotas list', 'aws service-quotas request'], version.mend)
    await untilQuiet()
    expect((await queueOf('adjustment-fund/outbox')).oldestSeconds).toBe(0)
    expect(await effectsOf('LV-slow')).toBe(1)
  })
})

describe('functions that fail', () => {
  it('as a whole leave dead letters with their causes; a worker that died is not to be redriven before it has more', async () => {
    const { run, instead } = follow('Function errors')
    version.deploy({ throwsAt: ['SW-crash'], diesOf: ['2026-05-05T'] })
    await sweep('SW-crash')
    await startChecks('2026-05-05')
    await untilDead({ 'budget/work': 1 })
    const words = { SERVICE: 'budget' }
    const thrown = (await run(stack, 'operate -- log', words)).value
    expect(thrown.at(-1)).toMatchObject({ stack: expect.stringContaining('environment.missing') })
    const killed = (await run(stack, 'operate -- log', words, 1)).value
    expect(killed.at(-1).message).toContain('Runtime exited with error: signal: killed')
    const told = (await run(stack, 'operate -- status')).value
    expect(lettersOf(told, 'budget/work')).toMatchObject([
      {
        what: 'check-ledgers',
        cause: {
          en: expect.stringMatching(
            /^the function ended without an answer \(memory or time\): Runtime exited .*raise memory or time before/,
          ),
          zh: expect.stringContaining('提高内存或时限'),
        },
      },
    ])
    await instead(['npx aws-cdk'], version.mend)
    await run(stack, 'operate -- redrive', words)
    await untilQuiet()
    expect(await deadLetters()).toEqual({})
    expect(await effectsOf('sweep:SW-crash')).toBe(1)
    expect((await statusOf()).runs).toEqual([])
  })

  it('to start have their work wait, and go on', async () => {
    const { run, instead } = follow('Function throttled')
    const words = { SERVICE: 'budget' }
    await instead(['aws lambda get-account-settings', 'aws service-quotas'])
    await run(stack, 'operate -- status')
    await run(stack, 'operate -- pause', words)
    await startChecks('2026-05-04')
    await run(stack, 'operate -- resume', words)
    await untilQuiet()
    expect((await run(stack, 'operate -- redrive', words)).value).toEqual([])
    expect(await deadLetters()).toEqual({})
  })

  it('at the API are counted by route; the same key gets its answer when it is mended, and has one effect', async () => {
    const { run, instead } = follow('API errors')
    const body = {
      ...{ city: '340100', scheme: 'resident', year: 2026 },
      ...{ pooledBalance: 70_000, accountBalance: 0 },
    }
    const open = () => call('POST', 'budget/openings', { body, key: 'API-poison' })
    version.deploy({ cannotRead: ['API-poison'] })
    expect((await open()).status).toBe(500)
    const [counts] = await logged(() => run(stack, 'operate -- calls'))
    expect(counts).toMatchObject({
      caller: 'zhang',
      status: '500',
      route: 'ANY /v1/budget/{proxy+}',
      count: 1,
    })
    const words = { SERVICE: 'budget', 'REQUEST-ID': counts.requestId }
    const trouble = { message: 'request failed', error: { message: 'no setting for this call' } }
    expect((await logged(() => run(stack, 'operate -- log', words))).at(-1)).toMatchObject(trouble)
    expect((await run(stack, 'operate -- log', words, 1)).value).toMatchObject([trouble])
    await instead(['npx aws-cdk'], version.mend)
    expect((await open()).status).toBe(201)
    expect((await open()).status).toBe(201)
    expect((await approveOpening(body)).status).toBe(200)
    expect(await effectsOf('opening')).toBe(1)
    expect((await run(stack, 'operate -- calls', {}, 1)).value).toMatchObject([{ count: 1 }])
  })
})

describe('what was written past the service', () => {
  it('makes an answer differ from its contract, and breaks an invariant: it is told, and put back as it was', async () => {
    const differs = follow('Answer differs')
    const violated = follow('Invariant violated')
    const words = { SERVICE: 'budget', TABLE: 'budget' }
    const [entry] = (await entriesOf('sweep:SW-late')) as Item[]
    // `lenient`: here an answer that differs is an error otherwise.
    version.deploy({ lenient: true })
    const before = {
      differs: counted('budget/answers', 'Mismatches'),
      broken: counted('budget/check-ledger', 'Violations'),
    }
    await put('budget', { ...entry, on: 'May' } as Item)
    const journal = () => call('GET', 'budget/journal?city=340100&scheme=employee&month=2025-03')
    expect((await journal()).status).toBe(200)
    await vi.waitFor(() => expect(counted('budget/answers', 'Mismatches')).toBe(before.differs + 1))
    const line = (await logged(() => differs.run(stack, 'operate -- log', words))).at(-1)
    expect(line).toMatchObject({
      operation: 'GET /v1/budget/journal',
      requestId: expect.any(String),
      what: expect.stringContaining('on'),
    })

    await put('budget', { ...entry, movements: { 'income-account': -90_000 } } as Item)
    await startChecks('2026-05-06')
    await untilQuiet()
    expect(counted('budget/check-ledger', 'Violations')).toBeGreaterThan(before.broken)
    const lines = await logged(() => violated.run(stack, 'operate -- log', words))
    expect(lines).toContainEqual(
      expect.objectContaining({
        invariant: 'budget.entries-balance',
        where: expect.stringContaining('2025-03'),
      }),
    )
    const broken = async (verified: Promise<{ value: { violations: { invariant: string }[] } }>) =>
      (await verified).value.violations.map(({ invariant }) => invariant)
    expect(await broken(differs.run(stack, 'verify'))).toContain('budget.entries-balance')
    expect(await broken(violated.run(stack, 'verify'))).toContain('budget.entries-balance')
    await differs.instead(['npx aws-cdk'], version.mend)
    const restore = ['aws dynamodb restore-table', 'npm run verify -- --tables']
    await violated.instead([...restore, 'aws dynamodb get-item', 'aws dynamodb put-item'], () =>
      put('budget', entry as Item),
    )
    expect(await broken(violated.run(stack, 'verify', {}, 1))).not.toContain('budget.entries-balance')
    // The hour before anything was recorded: all that others told is found again.
    const moment = { SERVICE: 'budget', INSTANT: new Date(Date.now() - 3_600_000).toISOString() }
    const restored = (await violated.run(stack, 'operate -- restore', moment)).value
    expect(restored.events).toMatchObject({ 'levy-assessed.v1': expect.any(Number) })
    expect(restored.found).toMatchObject({ 'journal-entry': expect.any(Number) })
    expect(restored.failed).toEqual([])
    const told = counted('budget/check-ledger', 'Violations')
    await startChecks('2026-05-07')
    await untilQuiet()
    expect(counted('budget/check-ledger', 'Violations')).toBe(told)
    expect((await journal()).status).toBe(200)
  })
})

describe('a line that passed its budget', () => {
  it('is told once, by the log that the alarm names', async () => {
    const { run } = follow('A line passed its budget')
    const fund = { city: '340500', scheme: 'resident' }
    const by = (sub: string, division = fund.city, scope = 'city') => ({ sub, division, scope })
    const done = async (path: string, key: string, claims: object, body: object = {}) =>
      expect((await call('POST', `budget/${path}`, { body, key, claims } as never)).status).toBeLessThan(300)
    const balances = { year: 2026, pooledBalance: 10_000, accountBalance: 0 }
    await done('openings', 'open', by('zhang'), { ...fund, ...balances })
    await done(`openings/${fund.city}/resident/approval`, 'opened', by('li'), balances)
    const lines = { income: { 'individual-premium': 2_000 }, expenditure: { 'other-expenditure': 1_000 } }
    await done('budgets', 'budget', by('zhang'), { ...fund, year: 2026, openingBalance: 10_000, ...lines })
    const budget = `budgets/${fund.city}/resident/2026`
    await done(`${budget}/review`, 'reviewed', by('li'))
    await done(`${budget}/approval`, 'approved', by('wang', '340000', 'province'))
    const movements = { 'other-expenditure': 1_500, 'special-account': -1_500 }
    const voucher = {
      ...fund,
      on: '2026-03-02',
      reason: 'a fee of the bank that was paid by hand',
      movements,
    }
    const { body } = await call('POST', 'budget/vouchers', {
      ...{ body: voucher, key: 'voucher', claims: by('zhang') },
    } as never)
    await done(`vouchers/${fund.city}/resident/${body.voucherId}/approval`, 'booked', by('li'))
    await watchLines('2026-03-03')
    await untilQuiet()
    await watchLines('2026-03-04')
    await untilQuiet()
    expect(counted('budget/watch-lines', 'LinesPassed')).toBe(1)
    await run(stack, 'operate -- log')
  })
})

describe('a fund that is warned of', () => {
  it('is counted at the gravest level as soon as a line of it passed its budget', async () => {
    const { run } = follow('A fund is warned of')
    // The line above passed its budget, so its fund was judged then and there.
    expect(counted('budget/tend-warnings', 'RedWarnings')).toBeGreaterThan(0)
    await run(stack, 'operate -- log')
  })
})

describe('work that waits too long', () => {
  it('is counted by the night’s check, told by place, and no longer when it is done', async () => {
    const { run } = follow('Work waits too long')
    const orderId = 'PO-waiting'
    const failed = {
      ...{ pk: `ORDER#${orderId}`, sk: 'ORDER', kind: 'payment-order', version: 1, orderId },
      ...{ gsi1pk: 'ORDERS#340100#employee#failed', gsi1sk: orderId },
      ...{ fund: { city: '340100', scheme: 'employee' }, year: 2026, payee: 'H34010000001' },
      ...{ cause: { purpose: 'working-capital', ofYear: 2026 }, amount: 5_000, orderedOn: '2026-04-01' },
      ...{ state: 'failed', failedOn: '2026-04-02', reason: 'the account is closed' },
    }
    await put('budget', failed)
    const overdueOn = async (day: string): Promise<number> => {
      const before = counted('budget/check-ledger', 'Overdue')
      await startChecks(day)
      await untilQuiet()
      return counted('budget/check-ledger', 'Overdue') - before
    }
    // On the last day that it may wait, and on the day after. Two warnings of the fund above wait for answers all along.
    expect([await overdueOn('2026-04-07'), await overdueOn('2026-04-08')]).toEqual([2, 3])
    await vi.waitFor(async () =>
      expect((await run(stack, 'operate -- log', { SERVICE: 'budget' })).value).toEqual(
        expect.arrayContaining([
          expect.objectContaining({
            ...{ wait: 'budget.failed-orders-are-given-again', where: expect.stringContaining(orderId) },
            ...{ since: '2026-04-02', until: '2026-04-07' },
          }),
        ]),
      ),
    )
    await run(stack, 'operate -- status')
    const retry = { body: { attempt: 1, on: '2026-04-09' }, key: 'again' }
    expect((await call('POST', `budget/payment-orders/${orderId}/retry`, retry)).status).toBe(200)
    expect(await overdueOn('2026-04-10')).toBe(2)
  })
})

describe('callers and the database', () => {
  it('callers with an expired token are counted; with a new one they go on', async () => {
    const { run } = follow('Callers turned away')
    const look = (exp: number) =>
      call('GET', 'budget/journal?city=340100&scheme=employee&month=2025-03', { claims: { exp } })
    const now = Math.floor(Date.now() / 1000)
    // More than the hundred a minute that the alarm tolerates.
    const turned = await Promise.all(Array.from({ length: 101 }, () => look(now - 60)))
    expect(new Set(turned.map(({ status }) => status))).toEqual(new Set([401]))
    const calls = () => run(stack, 'operate -- calls')
    await vi.waitFor(async () =>
      expect((await calls()).value).toMatchObject([
        { count: 101, status: '401', why: expect.stringContaining('the token has expired') },
      ]),
    )
    expect((await look(now + 600)).status).toBe(200)
    expect((await run(stack, 'operate -- calls', {}, 1)).value).toMatchObject([{ count: 101 }])
  })

  it('a database that throttles loses nothing: keys are repeated, units wait and are done', async () => {
    const { run } = follow('Database refuses')
    const words = { SERVICE: 'budget' }
    const body = { city: '340200', scheme: 'resident', year: 2026, pooledBalance: 1, accountBalance: 0 }
    const open = () => call('POST', 'budget/openings', { body, claims: { division: '340200' } })
    await stack.setChaos({ throttle: 1 })
    expect((await open()).status).toBeGreaterThanOrEqual(500)
    await run(stack, 'operate -- status')
    await run(stack, 'operate -- pause', words)
    await startChecks('2026-05-08')
    await stack.setChaos({ throttle: 0 })
    expect((await open()).status).toBe(201)
    expect((await approveOpening(body)).status).toBe(200)
    await run(stack, 'operate -- resume', words)
    await untilQuiet()
    expect((await run(stack, 'operate -- redrive', words)).value).toEqual([])
    expect((await run(stack, 'operate -- status', {}, 1)).value).toMatchObject({ deadLetters: [], runs: [] })
  })

  it('a province that is down has no beat; when it is back, all is there and the same key has one effect', async () => {
    const { run, instead } = follow('No heartbeat')
    const body = { city: '340300', scheme: 'resident', year: 2026, pooledBalance: 2, accountBalance: 0 }
    const open = () => call('POST', 'budget/openings', { body, claims: { division: '340300' } })
    expect(await beat(assembly, stack)).toMatchObject([expect.stringContaining('"Heartbeat":1')])
    expect((await open()).status).toBe(201)
    await stack.stop()
    expect(await beat(assembly, stack)).toEqual([])
    expect((await run(stack, 'operate -- log')).value.at(-1).message).toMatch(/fetch failed/)
    await instead(lastGood, async () => {
      stack = await start()
    })
    expect(await beat(assembly, stack)).toHaveLength(1)
    expect((await open()).status).toBe(201)
    expect((await approveOpening(body)).status).toBe(200)
    // With the books that were opened before, one of them for the line that passed its budget.
    expect(await effectsOf('opening')).toBe(4)
    expect((await run(stack, 'operate -- status')).value.deadLetters).toEqual([])
    const site = localSite(stack)
    expect((await run(stack, 'verify')).value.stuck).toEqual(await findStuck(site, 60))
    site.close()
  })
})

describe('the runbook', () => {
  const anchorOf = (heading: string) => heading.toLowerCase().replaceAll(' ', '-')

  it('has a section for every alarm of the deployment, and none for another', () => {
    const named = readAssembly(assembly).flatMap(({ resources }) =>
      Object.values(resources).flatMap(({ Type, Properties }) => {
        const { AlarmDescription = '' } = (Properties ?? {}) as { readonly AlarmDescription?: string }
        return Type === 'AWS::CloudWatch::Alarm' ? [AlarmDescription.split('docs/runbook.md#')[1]] : []
      }),
    )
    expect([...new Set(named)].sort()).toEqual(headings.slice(1).map(anchorOf).sort())
  })

  it.each(headings)('was followed here to its last command: %s', (heading) => {
    expect(commandsOf(heading)).not.toEqual([])
    expect(followedIn(heading)).toEqual(commandsOf(heading))
  })

  it('uses commands of ours that there are, and else those of git, the CDK and AWS', () => {
    const ours =
      /^npm run (verify|operate -- (status|log|calls|redrive|republish|restore|discard|pause|resume)\b.*)/
    for (const command of headings.flatMap(commandsOf))
      expect(command).toMatch(
        isOurs(command) ? ours : /^(git checkout|npx aws-cdk@|aws (service-quotas|lambda|dynamodb)) ?/,
      )
  })
})
