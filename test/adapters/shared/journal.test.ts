import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call, Cover, Journal } from '#shared/edge/journal/journal.ts'
import { openJournal } from '#shared/edge/journal/journal.ts'
import { sealBytes, unsealBytes } from '#shared/edge/secrets/seal.ts'
import { openStore } from '#shared/edge/store/store.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import { startDynamo } from '#test/support/dynamodb.ts'
import { memoryJournal } from '#test/support/memory-journal.ts'

let dynamo: Awaited<ReturnType<typeof startDynamo>>
let tables = 0
beforeAll(async () => {
  dynamo = await startDynamo()
})
afterAll(() => dynamo.stop())

const real = async (cover?: Cover): Promise<Journal> => {
  tables += 1
  const name = `journal${tables}`
  await dynamo.createTable(name, ['gsi1'])
  return openJournal(
    openStore(dynamo.client, () => name),
    cover,
  )
}
const key = Buffer.alloc(32, 7)
const cover: Cover = {
  sealBytes: async (place, bytes) => ({ bytes: sealBytes(key, bytes, place), sealedWith: 'k' }),
  openBytes: async (place, { bytes }) => unsealBytes(key, bytes, place),
}

const by = {
  ...{ subject: 'wang', scope: 'city' as const, division: '340100' },
  ...{ operation: 'POST /v1/test/things', at: '2026-11-01T01:00:00.000Z' },
}
const record = '/v1/test/things/1'
const call: Call = {
  ...{ commandId: 'C1', fingerprint: 'F1', by, record, cities: ['340100'] },
  reason: 'as the council decided',
}

describe.each([
  ['in the database', () => real()],
  ['in the database, with answers that are sealed', () => real(cover)],
  ['in memory', async (): Promise<Journal> => memoryJournal()],
])('the journal %s', (_, open) => {
  it('knows who gave a command the last time, and whether it was refused then', async () => {
    const journal = await open()
    await journal.begin(call)
    await journal.refused(call, 'test.too-early')
    expect(await journal.begin(call)).toEqual({ status: 'repeated', by, wasRefused: true })
    const li = { ...by, subject: 'li', at: '2026-11-02T01:00:00.000Z' }
    await journal.again({ ...call, by: li })
    expect(await journal.begin(call)).toEqual({ status: 'repeated', by: li, wasRefused: false })
    await journal.refused({ ...call, by: li }, 'test.too-early')
    expect(await journal.begin(call)).toEqual({ status: 'repeated', by: li, wasRefused: true })
    const zhao = { ...by, subject: 'zhao', at: '2026-11-03T01:00:00.000Z' }
    await journal.again({ ...call, by: zhao })
    await journal.done(call, 'taken')
    expect(await journal.begin(call)).toMatchObject({ status: 'done', by: zhao, wasRefused: false })
    const { items } = await journal.history(record, { limit: 10 })
    expect(items.map(({ kind, subject }) => `${String(kind)} ${String(subject)}`)).toEqual([
      ...['command zhao', 'command-refused li', 'command li', 'command-refused wang', 'command wang'],
    ])
  })

  it('knows a command that was refused and is given anew as overtaking', async () => {
    const journal = await open()
    await journal.begin(call)
    const refused = { ...call, commandId: 'C2', by: { ...by, at: '2026-11-01T02:00:00.000Z' } }
    await journal.begin(refused)
    await journal.refused(refused, 'test.too-early')
    expect(await journal.isOvertaken(call)).toBe(false)
    await journal.again({ ...refused, by: { ...by, at: '2026-11-01T03:00:00.000Z' } })
    expect(await journal.isOvertaken(call)).toBe(true)
  })

  it('knows a repeat as whose it was first, and another payload under the id', async () => {
    const journal = await open()
    expect(await journal.begin(call)).toEqual({ status: 'new', by })
    const later = { ...by, subject: 'li', at: '2026-11-02T01:00:00.000Z' }
    expect(await journal.begin({ ...call, by: later })).toEqual({
      ...{ status: 'repeated', by, wasRefused: false },
    })
    expect(await journal.begin({ ...call, fingerprint: 'F2' })).toEqual({ status: 'other-payload' })
  })

  it('knows a command that is done by its answer, the first that was kept', async () => {
    const journal = await open()
    await journal.begin(call)
    const answer = { runId: 'B1', rows: [{ line: 2, amount: -500, note: '已完成' }] }
    await journal.done(call, answer)
    await journal.done(call, { runId: 'B2' })
    expect(await journal.begin(call)).toEqual({ status: 'done', by, wasRefused: false, answer })
    expect(await journal.begin({ ...call, fingerprint: 'F2' })).toEqual({ status: 'other-payload' })
  })

  it('keeps the answer of the largest import whole, though no item holds it', async () => {
    const journal = await open()
    await journal.begin(call)
    const noise = Array.from({ length: 12_000 }, (_, line) => ({ line, id: fingerprint(`${line}`) }))
    await journal.done(call, noise)
    expect(await journal.begin(call)).toEqual({ status: 'done', by, wasRefused: false, answer: noise })
  })

  it('knows a command as overtaken by a later one on its record, unless that one was refused', async () => {
    const journal = await open()
    await journal.begin(call)
    const at = (hour: number) => ({ ...by, at: `2026-11-01T0${hour}:00:00.000Z` })
    expect(await journal.isOvertaken(call)).toBe(false)
    const refused = { ...call, commandId: 'C2', by: at(2) }
    await journal.begin(refused)
    await journal.refused(refused, 'test.too-late')
    await journal.begin({ ...call, commandId: 'C3', record: '/v1/test/things/2', by: at(2) })
    await journal.begin({ ...call, commandId: 'C4', by: at(0) })
    expect(await journal.isOvertaken(call)).toBe(false)
    await journal.begin({ ...call, commandId: 'C5', by: at(3) })
    expect(await journal.isOvertaken(call)).toBe(true)
  })

  it('knows that a command was refused when it came before, and as overtaking once it was taken after all', async () => {
    const journal = await open()
    await journal.begin(call)
    const refused = { ...call, commandId: 'C2', by: { ...by, at: '2026-11-01T02:00:00.000Z' } }
    await journal.begin(refused)
    await journal.refused(refused, 'test.too-early')
    expect(await journal.begin(refused)).toMatchObject({ status: 'repeated', wasRefused: true })
    await journal.changed(refused, [record])
    await journal.done(refused, 'taken')
    expect(await journal.begin(refused)).toMatchObject({ status: 'done', wasRefused: true })
    expect(await journal.isOvertaken(call)).toBe(true)
  })

  it('tells the history of a record: who, when, by which operation, why, and what was refused', async () => {
    const journal = await open()
    await journal.begin(call)
    const second = { ...call, commandId: 'C2', by: { ...by, at: '2026-11-03T01:00:00.000Z' } }
    await journal.begin(second)
    await journal.refused(second, 'test.too-late')
    const { items } = await journal.history(record, { limit: 10 })
    expect(items).toMatchObject([
      { kind: 'command-refused', commandId: 'C2', code: 'test.too-late' },
      { kind: 'command', commandId: 'C2' },
      { kind: 'command', commandId: 'C1', ...by, reason: 'as the council decided', cities: ['340100'] },
    ])
  })

  it('finds a command by the records that only its answer named, each once', async () => {
    const journal = await open()
    await journal.begin(call)
    for (let time = 0; time < 2; time += 1) await journal.changed(call, ['/v1/test/made/7'])
    const { items } = await journal.history('/v1/test/made/7', { limit: 10 })
    expect(items).toMatchObject([{ kind: 'command-record', commandId: 'C1', ...by }])
  })

  it('keeps who looked at a person, newest first', async () => {
    const journal = await open()
    const look = { personId: 'P1', requestId: 'r1', by }
    await journal.look([look, { ...look, personId: 'P2' }])
    await journal.look([{ ...look, requestId: 'r2', by: { ...by, at: '2026-11-04T01:00:00.000Z' } }])
    const { items } = await journal.looks('P1', { limit: 10 })
    expect(items).toMatchObject([{ requestId: 'r2' }, { personId: 'P1', requestId: 'r1', ...by }])
  })
})
