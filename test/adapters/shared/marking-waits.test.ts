import { beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '#shared/edge/store/store.ts'
import { openStore } from '#shared/edge/store/store.ts'
import { markingStore } from '#shared/edge/watch/marking-waits.ts'
import { keepSeen, readSeen } from '#shared/edge/watch/seen-waits.ts'
import { seenIn } from '#shared/kernel/seen-wait.ts'
import type { Wait } from '#shared/kernel/wait.ts'
import { eachTestItsTable } from '../../support/dynamodb.ts'

let plain: Store
eachTestItsTable((dynamo, table) => {
  plain = openStore(dynamo.connect(), () => table)
})

/** A proposal of an officer, of a kind and for some money. */
const deciding = (kind: string): Wait => ({
  id: `office.${kind}s-are-decided`,
  rule: 'what one officer proposed another decides within ten days',
  work: { zh: '待审批', en: 'to be decided' },
  city: ({ city }) => String(city),
  waits: (item) =>
    item.kind === kind && item.state === 'proposed'
      ? { since: String(item.on), until: '2025-03-20', amount: Number(item.amount) }
      : undefined,
})
const waits = [deciding('refund'), deciding('waiver')]

let store: Store
beforeEach(() => {
  store = markingStore(plain, () => waits)
})

const record = (number: number, more: object = {}) => ({
  ...{ pk: `PROPOSAL#${number}`, sk: 'OF', kind: 'refund', city: '340100', state: 'proposed' },
  ...{ on: '2025-03-10', amount: 500, ...more },
})
const propose = (number: number, more: object = {}) =>
  store.write([{ kind: 'create', item: record(number, more) }])
const decide = (number: number, version: number) =>
  store.write([{ kind: 'replace', item: { ...record(number, { state: 'approved' }), version }, version }])
const waiting = async (city = '340100') =>
  (await readSeen(plain, city, waits)).waits.map(({ wait, count, amount, isMore }) => ({
    ...{ wait, count, amount, isMore },
  }))
const night = async (on: string) => {
  const { items } = await plain.scanPart({ part: 0, of: 1 })
  const seen = items.flatMap((item) => seenIn(item, waits))
  await keepSeen(plain, { on, part: '0' }, seen)
}

describe('what waits is known by day', () => {
  it('before any night has looked: two refunds that were proposed wait, and one fewer when one is decided', async () => {
    await store.write([{ kind: 'replace', item: { ...record(1), version: 1 }, version: 0 }])
    await propose(2, { amount: 300 })
    await propose(3, { city: '341200' })
    const of = { wait: 'office.refunds-are-decided', isMore: undefined }
    expect(await waiting()).toEqual([{ ...of, count: 2, amount: 800 }])
    expect(await waiting('341200')).toEqual([{ ...of, count: 1, amount: 500 }])
    await decide(1, 1)
    expect(await waiting()).toEqual([{ ...of, count: 1, amount: 300 }])
  })

  it('a record that is written again while it waits counts once, before a night and after it', async () => {
    await store.write([{ kind: 'replace', item: { ...record(1), version: 1 }, version: 0 }])
    await store.write([{ kind: 'replace', item: { ...record(1, { amount: 700 }), version: 2 }, version: 1 }])
    expect(await waiting()).toMatchObject([{ count: 1, amount: 700 }])
    await night('2025-03-11')
    await store.write([{ kind: 'replace', item: { ...record(1, { amount: 900 }), version: 3 }, version: 2 }])
    expect(await waiting()).toMatchObject([{ count: 1, amount: 900 }])
  })

  it('what the night counted and what arose since are one number, less what was done', async () => {
    await store.write(
      [1, 2, 3].map((each) => ({ kind: 'replace', item: { ...record(each), version: 1 }, version: 0 })),
    )
    await night('2025-03-11')
    await propose(4)
    await decide(2, 1)
    expect(await waiting()).toMatchObject([{ count: 3, amount: 1_500 }])
  })

  it('a write that is refused leaves nothing that waits', async () => {
    await store.write([
      { kind: 'replace', item: { ...record(1, { state: 'approved' }), version: 1 }, version: 0 },
    ])
    const again = await store.write([
      { kind: 'create', item: record(1) },
      { kind: 'create', item: record(2) },
    ])
    expect(again.status).toBe('rejected')
    expect(await waiting()).toEqual([])
  })

  it('of more than a hundred the night’s count is told, with what is less since, and that it is more', async () => {
    for (let first = 0; first < 120; first += 40)
      await plain.write(
        Array.from({ length: 40 }, (_, index) => ({
          ...{ kind: 'replace' as const, item: { ...record(first + index), version: 1 }, version: 0 },
        })),
      )
    await propose(900, { kind: 'waiver' })
    await night('2025-03-11')
    expect(await waiting()).toMatchObject([
      { wait: 'office.refunds-are-decided', count: 120, isMore: true },
      { wait: 'office.waivers-are-decided', count: 1 },
    ])
  })

  it('a kind that floods a city hides no other kind', async () => {
    for (let first = 0; first < 600; first += 100)
      await store.write(
        Array.from({ length: 100 }, (_, index) => ({ kind: 'create', item: record(first + index) })),
      )
    await propose(900, { kind: 'waiver' })
    expect(await waiting()).toMatchObject([
      { wait: 'office.refunds-are-decided', count: 100, isMore: true },
      { wait: 'office.waivers-are-decided', count: 1 },
    ])
  })
})
