import type { SendMessageBatchCommandInput, SQSClient } from '@aws-sdk/client-sqs'
import type { MockInstance } from 'vitest'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { NightlyChecks } from '#shared/edge/runs/check-records.ts'
import { checkPage, checkTasks } from '#shared/edge/runs/check-records.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import { readRun } from '#shared/edge/runs/run.ts'
import type { Store, Stored } from '#shared/edge/store/store.ts'
import { openStore } from '#shared/edge/store/store.ts'
import { readSeen } from '#shared/edge/watch/seen-waits.ts'
import type { Invariant } from '#shared/kernel/invariant.ts'
import type { Wait } from '#shared/kernel/wait.ts'
import { eachTestItsTable } from '../../support/dynamodb.ts'

let store: Store
eachTestItsTable((dynamo, table) => {
  store = openStore(dynamo.connect(), () => table)
})

/** Each transfer has two sides that sum to zero. */
const transfersBalance: Invariant = {
  id: 'bank.transfers-balance',
  number: 1,
  rule: 'the two sides of a transfer sum to zero',
  start: () => {
    const sums = new Map<string, number>()
    return {
      see: ({ kind, pk, amount }) => {
        if (kind === 'side') sums.set(pk, (sums.get(pk) ?? 0) + Number(amount))
      },
      finish: () => ({
        checked: sums.size,
        violations: [...sums]
          .filter(([, sum]) => sum !== 0)
          .map(([where]) => ({
            invariant: 'bank.transfers-balance',
            where,
            what: 'its sides do not balance',
          })),
      }),
    }
  },
}
/** The sides of a transfer stand in one partition, and so in one part of the table. */
const checks: NightlyChecks = { parts: 4, looks: [{ invariants: [transfersBalance] }] }

const side = (transfer: number, sk: 'FROM' | 'TO', amount: number) => ({
  pk: `TRANSFER#${transfer}`,
  sk,
  kind: 'side',
  amount,
})
const record = async (transfer: number, from: number, to: number) => {
  await store.write([
    { kind: 'replace', item: side(transfer, 'FROM', from), version: 0 },
    { kind: 'replace', item: side(transfer, 'TO', to), version: 0 },
  ])
}

const bank = (over: Store = store, looksFor: NightlyChecks = checks) => {
  const queued: RunUnit[] = []
  const queue = {
    send: async ({ input }: { input: SendMessageBatchCommandInput }) => {
      queued.push(...(input.Entries ?? []).map(({ MessageBody }) => JSON.parse(MessageBody ?? '') as RunUnit))
      return {}
    },
  } as unknown as SQSClient
  const tasks = checkTasks(looksFor, () => ({ store: over, queue, queueUrl: 'queue' }))
  const does = async (unit: RunUnit) => {
    await tasks[unit.task]?.(unit)
  }
  return {
    does,
    queued,
    /** Does whatever is queued, until nothing is; answers how many units it took. */
    doWork: async () => {
      let done = 0
      for (let unit = queued.shift(); unit; unit = queued.shift()) {
        await does(unit)
        done += 1
      }
      return done
    },
  }
}
// The third of March in China.
const night = { task: 'check-all-records', dueAt: '2025-03-02T19:00:00Z' } as unknown as RunUnit
const runId = 'check-records-2025-03-03'

type Line = { operation: string; Checked: number; Violations: number; Moving: number }
let lines: MockInstance<typeof console.log>
beforeEach(() => {
  lines = vi.spyOn(console, 'log').mockImplementation(() => {})
})
afterEach(() => lines.mockRestore())
const counted = () => {
  const told = lines.mock.calls.map(([line]) => JSON.parse(String(line)) as Line)
  const total = (name: 'Checked' | 'Violations' | 'Moving') =>
    told.reduce((sum, each) => sum + (each.operation === 'check-records' ? each[name] : 0), 0)
  return { checked: total('Checked'), violations: total('Violations'), moving: total('Moving') }
}

describe('the nightly check of what is recorded', () => {
  it('looks at every part of the table, in one run a night though the clock strikes twice', async () => {
    for (const transfer of [1, 2, 3, 4, 5]) await record(transfer, -700, 700)
    const { does, doWork } = bank()
    await does(night)
    expect(await doWork()).toBe(4)
    await does(night)
    expect(await doWork()).toBe(0)
    expect(await readRun(store, runId)).toMatchObject({ units: 4, done: 4, status: 'done' })
    expect(counted()).toEqual({ checked: 5, violations: 0, moving: 0 })
  })

  it('counts what does not hold, for the alarm', async () => {
    await record(1, -700, 700)
    await record(2, -700, 650)
    const { does, doWork } = bank()
    await does(night)
    await doWork()
    expect(counted()).toEqual({ checked: 2, violations: 1, moving: 0 })
  })

  it('counts what waits too long, from the day after the last on which it may', async () => {
    const waits: readonly Wait[] = [
      {
        id: 'bank.sides-are-matched',
        rule: 'a side is matched within three days',
        waits: ({ kind, amount }) =>
          kind === 'side' && Number(amount) < 0 ? { since: '2025-02-27', until: '2025-03-02' } : undefined,
      },
    ]
    await record(1, -700, 700)
    const { items } = await store.scanPart({ part: 0, of: 1 })
    const overdueOn = async (on: string) =>
      (await checkPage(items, { ...checks, waits: () => waits }, { store, on })).overdue
    expect(await overdueOn('2025-03-02')).toEqual([])
    expect(await overdueOn('2025-03-03')).toEqual([
      {
        ...{ wait: 'bank.sides-are-matched', where: 'TRANSFER#1 FROM' },
        ...{ since: '2025-02-27', until: '2025-03-02' },
      },
    ])
  })

  it('keeps what waits, late or not, for whoever works: counted by city, less what was done since', async () => {
    const waits: readonly Wait[] = [
      {
        id: 'bank.sides-are-matched',
        rule: 'a side is matched within three days',
        work: { zh: '待配对', en: 'sides to be matched' },
        waits: ({ kind, amount }) =>
          kind === 'side' && Number(amount) < 0
            ? { since: '2025-03-02', until: '2025-03-05', amount: -Number(amount) }
            : undefined,
      },
    ]
    await record(1, -700, 700)
    await record(2, -300, 300)
    const { does, doWork } = bank(store, { ...checks, waits: () => waits })
    for (const _ of ['once', 'again']) await does(night)
    await doWork()
    const waiting = {
      wait: 'bank.sides-are-matched',
      city: '340000',
      since: '2025-03-02',
      until: '2025-03-05',
    }
    expect(await readSeen(store, '340000', waits)).toMatchObject({
      seenOn: '2025-03-03',
      waits: [{ ...waiting, count: 2, amount: 1_000 }],
    })
    expect(await readSeen(store, '340100', waits)).toEqual({ waits: [] })
    await store.write([{ kind: 'add', key: { pk: 'TRANSFER#2', sk: 'FROM' }, amounts: { amount: 300 } }])
    expect((await readSeen(store, '340000', waits)).waits).toMatchObject([
      { ...waiting, count: 1, amount: 700 },
    ])
  })

  it('does not judge what was written while it looked: what seems wrong is read once more', async () => {
    await record(1, -700, 650)
    const busy: Store = {
      ...store,
      scanPart: async (place) => {
        const page = await store.scanPart(place)
        for (const { pk, sk, version } of page.items)
          if (sk === 'TO' && pk === 'TRANSFER#1')
            await store.write([{ kind: 'replace', item: side(1, 'TO', 700), version: Number(version) }])
        return page
      },
    }
    const { does, doWork } = bank(busy)
    await does(night)
    await doWork()
    expect(counted()).toEqual({ checked: 1, violations: 0, moving: 1 })
  })

  it('goes on in another call with a part that is long, and completes it once it has seen the whole', async () => {
    const items: Stored[] = Array.from({ length: 70 }, (_, index) => side(index, 'FROM', 0))
    const long: Store = {
      ...store,
      scanPart: async ({ part, cursor = '0' }) => {
        if (part > 0) return { items: [] }
        const next = Number(cursor) + 1
        const page = items.slice(Number(cursor), next)
        return next < items.length ? { items: page, cursor: String(next) } : { items: page }
      },
    }
    const { does, doWork } = bank(long)
    await does(night)
    // Four parts; the long one takes six calls more, of ten pages each.
    expect(await doWork()).toBe(10)
    expect(await readRun(store, runId)).toMatchObject({ done: 4, status: 'done' })
    expect(counted()).toMatchObject({ checked: 70, violations: 0 })
  })
})
