import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  approveImport,
  base64,
  entitlement,
  importCatalogue,
  registerHospital,
  spellOf,
  visit,
} from '../province.ts'
import { startQueue } from '../queue.ts'
import type { Service } from '../service.ts'
import { startService, tokens, usageOf, violationsIn } from '../service.ts'

const header = 'code,name,list_type,class,first_self_pay,price_limit,from,to'
const csvOf = (...rows: readonly string[]) => base64([header, ...rows].join('\n'))
let service: Service
let queue: Awaited<ReturnType<typeof startQueue>>
let keys = 0
const nextKey = () => {
  keys += 1
  return `K${keys}`
}
const sendPart = (importId: string, part: number | string, contentBase64: string) =>
  service.call(tokens.province, 'PUT', `/catalogue-imports/${importId}/parts/${part}`, {
    key: nextKey(),
    body: { contentBase64 },
  })
const startCommit = (importId: string, parts: number, onBadRows = 'refuse') =>
  service.call(tokens.province, 'POST', `/catalogue-imports/${importId}/commit`, {
    key: nextKey(),
    body: { fileName: 'national.csv', parts, onBadRows },
  })
const importOf = async (importId: string) =>
  (await service.call(tokens.province, 'GET', `/catalogue-imports/${importId}`)).body
/** Has an import committed and waits for the run; gives what it came to. */
const commit = async (importId: string, parts: number, onBadRows = 'refuse') => {
  const started = await startCommit(importId, parts, onBadRows)
  expect(started.status).toBe(202)
  const run = () => service.call(tokens.province, 'GET', `/runs/${String(started.body.runId)}`)
  expect((await run()).body).toMatchObject({ task: 'commit-catalogue', units: 1 })
  expect(await queue.workOn()).toEqual([])
  expect((await run()).body).toMatchObject({ status: 'done' })
  const { runs } = await importOf(importId)
  const { runId: _, ...outcome } =
    (runs as Record<string, unknown>[]).find(({ runId }) => runId === started.body.runId) ?? {}
  return outcome
}
const settle = (code: string) => {
  const body = visit('P1', '2025-05-01', 1_000)
  const lines = body.lines.map((line) => ({ ...line, code }))
  const key = nextKey()
  return service.call(tokens.hospital, 'POST', '/claims', { key, body: { ...body, visitId: key, lines } })
}
const headVersion = async () =>
  (await service.items()).find(({ pk, sk }) => pk === 'CATALOGUE' && sk === 'HEAD')?.version
const placesOf = (outcome: Record<string, unknown>) =>
  (outcome.firstBad as { part: number; line: number; column: string; code: string }[]).map(
    ({ part, line, column, code }) => [part, line, column, code],
  )

beforeAll(async () => {
  queue = await startQueue()
  service = await startService()
  await registerHospital(service, 'H34010000001')
  await service.deliver(entitlement('P1', 1, [spellOf('employee', '2025-01-01', '2025-12-31')]))
})
afterAll(async () => {
  expect(await violationsIn(service)).toEqual([])
  await service.stop()
  await queue.stop()
})

describe('a large catalogue comes in parts', () => {
  const all = { outcome: 'waiting', rows: 3, imported: 3, bad: 0, firstBad: [] }

  it('of which nothing is in force before another person approved it, and then all at once', async () => {
    await sendPart('big', 1, csvOf('P1,药,101,A,,,2025-01-01,'))
    const { status, body } = await sendPart(
      'big',
      2,
      csvOf('P2,药,101,A,,,2025-01-01,', 'P3,药,101,C,,,2025-01-01,'),
    )
    expect([status, body]).toEqual([200, { rows: 2, bad: [], encoding: 'utf-8', firstNames: ['药', '药'] }])
    expect((await settle('P1')).body.code).toBe('claim.not-in-catalogue')
    expect(await importOf('big')).toEqual({
      importId: 'big',
      status: 'open',
      parts: [
        { part: 1, rows: 1, bad: 0 },
        { part: 2, rows: 2, bad: 0 },
      ],
      imported: 0,
      runs: [],
    })
    const version = Number((await headVersion()) ?? 0)
    await startCommit('big', 2)
    expect((await settle('P1')).body.code).toBe('claim.not-in-catalogue')
    expect(await commit('big', 2)).toEqual(all)
    expect((await settle('P1')).body.code).toBe('claim.not-in-catalogue')
    expect((await headVersion()) ?? 0).toBe(version)
    expect((await approveImport(service, 'big')).body.status).toBe('in-force')
    expect(await headVersion()).toBe(version + 1)
    expect((await settle('P1')).status).toBe(201)
    expect((await settle('P3')).status).toBe(201)
    expect(await importOf('big')).toMatchObject({
      status: 'in-force',
      imported: 3,
      judged: { made: { by: 'tester' }, approved: { by: 'checker' } },
    })
  })

  it('committed again it is answered alike and changes nothing, nor does a part sent again; further parts are refused', async () => {
    const before = await service.items()
    expect(await commit('big', 2)).toEqual(all)
    const late = await sendPart('big', 3, csvOf('P4,药,101,A,,,2025-01-01,'))
    expect([late.status, late.body.code]).toEqual([409, 'import.committed'])
    const same = csvOf('P2,药,101,A,,,2025-01-01,', 'P3,药,101,C,,,2025-01-01,')
    expect(await sendPart('big', 2, same)).toMatchObject({ status: 200, body: { rows: 2, bad: [] } })
    const other = await sendPart('big', 2, csvOf('P4,药,101,A,,,2025-01-01,'))
    expect([other.status, other.body.code]).toEqual([409, 'import.committed'])
    const otherwise = await startCommit('big', 2, 'skip')
    expect([otherwise.status, otherwise.body.code]).toEqual([409, 'import.other-payload'])
    expect(await service.items()).toEqual(before)
  })

  it('is not committed while a part is missing, or with one too many', async () => {
    await sendPart('gap', 1, csvOf('G1,药,101,A,,,2025-01-01,'))
    await sendPart('gap', 3, csvOf('G3,药,101,A,,,2025-01-01,'))
    const missing = await startCommit('gap', 3)
    expect([missing.status, missing.body.code]).toEqual([422, 'import.part-missing'])
    expect((await startCommit('gap', 1)).body.code).toBe('import.part-missing')
  })

  it('tells every bad row with its part, line and column, and a code said in two parts', async () => {
    await sendPart('bad', 1, csvOf('B1,药,101,A,,,2025-01-01,', 'B2,药,101,B,,,2025-01-01,'))
    await sendPart(
      'bad',
      2,
      csvOf('B3,药,101,A,,,2025-02-30,', 'B4,药,101,A,,,2025-01-01,', 'B1,药,101,A,,,2025-01-01,'),
    )
    const refused = await commit('bad', 2)
    expect(placesOf(refused)).toEqual([
      [1, 3, 'first_self_pay', 'catalogue.bad-value'],
      [2, 2, 'from', 'catalogue.bad-date'],
      [2, 4, 'code', 'catalogue.said-twice'],
    ])
    expect([refused.outcome, refused.rows, refused.imported, refused.bad]).toEqual(['refused', 5, 0, 3])
    expect(await importOf('bad')).toMatchObject({ status: 'open', imported: 0 })
    expect((await settle('B1')).body.code).toBe('claim.not-in-catalogue')
  })

  it('may be sent again, corrected, before the commit, or taken without its bad rows', async () => {
    await sendPart('bad', 1, csvOf('B1,药,101,A,,,2025-01-01,', 'B2,药,101,B,0.1,,2025-01-01,'))
    const taken = await commit('bad', 2, 'skip')
    expect([taken.outcome, taken.rows, taken.imported, taken.bad]).toEqual(['waiting', 5, 3, 2])
    await approveImport(service, 'bad')
    expect((await importOf('bad')).runs).toHaveLength(2)
    expect((await settle('B2')).status).toBe(201)
    expect((await settle('B3')).body.code).toBe('claim.not-in-catalogue')
  })

  it('has parts of limited size, numbered within limits', async () => {
    const rows = Array.from({ length: 5_001 }, (_, index) => `L${index},药,101,A,,,2025-01-01,`)
    const large = await sendPart('large', 1, csvOf(...rows))
    expect([large.status, large.body.code]).toEqual([422, 'import.part-too-large'])
    const whole = await service.call(tokens.province, 'POST', '/catalogue-imports', {
      key: nextKey(),
      body: { fileName: 'large.csv', contentBase64: csvOf(...rows), onBadRows: 'refuse' },
    })
    expect([whole.status, whole.body.code]).toEqual([422, 'import.part-too-large'])
    expect((await sendPart('large', 91, csvOf())).body.code).toBe('import.bad-part')
    expect((await sendPart('large', 'x', csvOf())).body.code).toBe('import.bad-part')
    expect((await service.call(tokens.province, 'GET', '/catalogue-imports/none')).status).toBe(404)
  })
})

describe('a catalogue of many chunks', () => {
  it('is loaded whole, and after a small import only the chunk it changed is read again', async () => {
    for (const part of [1, 2, 3, 4]) {
      const rows = Array.from(
        { length: 5_000 },
        (_, index) =>
          `N${part}${String(index).padStart(5, '0')},药品第${part}-${index}号,101,A,,,2025-01-01,`,
      )
      await sendPart('many', part, csvOf(...rows))
    }
    expect((await commit('many', 4)).imported).toBe(20_000)
    expect((await approveImport(service, 'many')).body.status).toBe('approved')
    expect(await queue.workOn()).toEqual([])
    expect(await importOf('many')).toMatchObject({ status: 'in-force' })
    await settle('none-such')
    await importCatalogue(service, nextKey(), `${header}\nN400001A,药,101,A,,,2025-01-01,`)
    const lines = await usageOf(() => settle('N400001A'))
    const loads = lines.filter(({ operation }) => operation === 'load-reference')
    const units = loads.reduce((sum, { ReadUnits }) => sum + ReadUnits, 0)
    const chunks = (await service.items()).filter(({ kind }) => kind === 'catalogue-terms')
    expect(chunks.length).toBeGreaterThan(4)
    // Heads of catalogue and institutions, and one chunk of a few kilobytes at half price.
    expect(units).toBeLessThan(20)
    expect((await settle('N100000')).status).toBe(201)
    expect((await settle('N404999')).status).toBe(201)
  })

  it('is shown code by code, with names, limits and restrictions', async () => {
    const columns = `${header},price_limit_1,price_limit_3,levels,diagnoses,sex,age_from,age_to,most_quantity,most_days,on_breach`
    const row = 'R1,限定药,101,乙,0.2,,2025-01-01,2025-12-31,10,12.5,2|3,c50|I10-I15,女,18,60,30,14,selfPaid'
    const imported = await importCatalogue(service, nextKey(), `${columns}\n${row}`)
    expect(imported.body).toEqual({
      importId: expect.any(String),
      ...{ rows: 1, imported: 1, bad: [], encoding: 'utf-8', firstNames: ['限定药'] },
    })
    expect((await service.call(tokens.hospital, 'GET', '/catalogue/R1')).body.entries).toEqual([
      {
        code: 'R1',
        name: '限定药',
        listType: '101',
        from: '2025-01-01',
        to: '2025-12-31',
        class: 'B',
        firstSelfPaid: 200_000,
        priceLimit: { 1: 1_000, 2: null, 3: 1_250 },
        itemClass: 'B',
        restriction: {
          levels: [2, 3],
          diagnoses: ['C50', 'I10-I15'],
          sex: 'female',
          ageFrom: 18,
          ageTo: 60,
          mostQuantity: 30,
          mostDays: 14,
          onBreach: 'selfPaid',
        },
      },
    ])
    expect((await service.call(tokens.hospital, 'GET', '/catalogue/none')).status).toBe(404)
  })

  it('tells why a line is not paid, in the claim and in its explanation, and pays the rest', async () => {
    const [line] = visit('P1', '2025-06-01', 1_000).lines
    const body = {
      ...visit('P1', '2025-06-01', 2_000),
      lines: [
        { ...line, code: 'R1' },
        { ...line, code: 'P1' },
      ],
    }
    const { status, body: claim } = await service.call(tokens.hospital, 'POST', '/claims', {
      key: nextKey(),
      body,
    })
    expect(status).toBe(201)
    expect(claim.lines).toMatchObject([
      { code: 'R1', fullySelfPaid: 1_000, inScope: 0, breach: 'line.diagnosis' },
      { code: 'P1', fullySelfPaid: 0, inScope: 1_000 },
    ])
    const path = `/claims/${String(claim.claimId)}/explanation`
    const explained = await service.call(tokens.hospital, 'GET', path, { query: { language: 'en' } })
    expect(JSON.stringify(explained.body)).toContain('not paid for this diagnosis')
  })

  it.each([
    ['levels', 'R2,药,101,A,,,2025-01-01,,4,,,selfPaid'],
    ['diagnoses', 'R2,药,101,A,,,2025-01-01,,,x y,,selfPaid'],
    ['most_days', 'R2,药,101,A,,,2025-01-01,,,,0.5,selfPaid'],
    ['on_breach', 'R2,药,101,A,,,2025-01-01,,,,14,'],
    ['on_breach', 'R2,药,101,A,,,2025-01-01,,,,,selfPaid'],
  ])('names the column of a restriction that cannot be read: %s', async (column, row) => {
    const { body } = await service.call(tokens.province, 'POST', '/catalogue-imports', {
      key: nextKey(),
      body: {
        fileName: 'limits.csv',
        contentBase64: base64(`${header},levels,diagnoses,most_days,on_breach\n${row}`),
        onBadRows: 'refuse',
      },
    })
    expect(body.bad).toMatchObject([{ line: 2, column, code: 'catalogue.bad-value' }])
  })

  it('refuses a column nobody knows: a misspelt limit would be no limit', async () => {
    const { status, body } = await service.call(tokens.province, 'POST', '/catalogue-imports', {
      key: nextKey(),
      body: {
        fileName: 'x.csv',
        contentBase64: base64(`${header},mostdays\nX,药,101,A,,,2025-01-01,,14`),
        onBadRows: 'refuse',
      },
    })
    expect([status, body.code]).toEqual([422, 'file.column-unknown'])
  })
})
