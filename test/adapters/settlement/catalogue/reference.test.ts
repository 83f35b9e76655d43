import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  approveImport,
  base64,
  entitlement,
  importCatalogue,
  registerHospital,
  registerInstitution,
  spellOf,
  visit,
} from '../province.ts'
import type { Service } from '../service.ts'
import { startService, tokens, usageOf, violationsIn } from '../service.ts'

const header = 'code,name,list_type,class,first_self_pay,price_limit,from,to'
let service: Service
let keys = 0
const settle = (serviceOn: string, code: string, amount = 1_000) => {
  keys += 1
  const body = visit('P1', serviceOn, amount)
  const lines = body.lines.map((line) => ({ ...line, code }))
  const key = `K${keys}`
  return service.call(tokens.hospital, 'POST', '/claims', { key, body: { ...body, visitId: key, lines } })
}
const inScope = ({ body }: { body: Record<string, unknown> }) => (body.amounts as { inScope: number }).inScope

beforeAll(async () => {
  service = await startService()
  await registerHospital(service, 'H34010000001')
  await service.deliver(entitlement('P1', 1, [spellOf('employee', '2025-01-01', '2025-12-31')]))
})
afterAll(async () => {
  expect(await violationsIn(service)).toEqual([])
  await service.stop()
})

describe('the catalogue', () => {
  it('holds several values of a code over time, each from its day', async () => {
    const rows = ['D1,药,101,A,,,2025-01-01,2025-03-31', 'D1,药,101,B,0.20,,2025-04-01,2025-06-30']
    const { status, body } = await importCatalogue(service, 'I1', [header, ...rows].join('\n'))
    expect([status, body]).toEqual([
      200,
      {
        ...{ importId: expect.any(String), rows: 2, imported: 2, bad: [] },
        ...{ encoding: 'utf-8', firstNames: ['药', '药'] },
      },
    ])
    expect(inScope(await settle('2025-03-31', 'D1'))).toBe(1_000)
    expect(inScope(await settle('2025-04-01', 'D1'))).toBe(800)
    expect((await settle('2025-07-01', 'D1')).body.code).toBe('claim.not-in-catalogue')
  })

  it('knows a code imported a moment ago before it refuses for it', async () => {
    expect((await settle('2025-05-01', 'D2')).body.code).toBe('claim.not-in-catalogue')
    await importCatalogue(service, 'I2', `${header}\nD2,药,101,甲,,,2025-01-01,`)
    expect((await settle('2025-05-01', 'D2')).status).toBe(201)
  })

  it('is refused whole for one bad row, with its line and column, or taken without it', async () => {
    const csv = [
      header,
      'D3,药,101,A,,,2025-01-01,',
      'D4,药,101,B,,,2025-01-01,',
      'D5,药,101,A,,12.345,2025-01-01,',
      'D6,药,101,A,,,2025-02-30,',
      'D7,药,101,A,,,2025-02-01,2025-01-01',
      'D8,药,101,X,,,2025-01-01,',
      'D3,药,101,A,,,2025-01-01,',
    ].join('\n')
    const refused = await importCatalogue(service, 'I3', csv)
    const places = (refused.body.bad as { line: number; column: string; code: string }[]).map(
      ({ line, column, code }) => [line, column, code],
    )
    expect(places).toEqual([
      [3, 'first_self_pay', 'catalogue.bad-value'],
      [4, 'price_limit', 'catalogue.bad-value'],
      [5, 'from', 'catalogue.bad-date'],
      [6, 'to', 'catalogue.bad-date'],
      [7, 'class', 'catalogue.bad-value'],
      [8, 'code', 'catalogue.said-twice'],
    ])
    expect(refused.body.imported).toBe(0)
    expect((await settle('2025-05-01', 'D3')).body.code).toBe('claim.not-in-catalogue')
    expect((await importCatalogue(service, 'I4', csv, 'skip')).body.imported).toBe(1)
    expect((await settle('2025-05-02', 'D3')).status).toBe(201)
  })

  it('is read in GB18030 too', async () => {
    // 药 is D2 A9 in GB18030, which is not UTF-8.
    const [before = '', after = ''] = `${header}\nD9,药,101,乙,0.1,,2025-01-01,`.split('药')
    const bytes = Buffer.concat([Buffer.from(before), Buffer.from([0xd2, 0xa9]), Buffer.from(after)])
    const body = { fileName: 'gb.csv', contentBase64: base64(bytes), onBadRows: 'refuse' }
    const imported = await service.call(tokens.province, 'POST', '/catalogue-imports', { key: 'I5', body })
    expect(imported.body.imported).toBe(1)
    await approveImport(service, imported.body.importId)
    expect(inScope(await settle('2025-05-03', 'D9'))).toBe(900)
  })

  it('is refused when a column is missing, a line is broken, or the id was used for another file', async () => {
    const missing = await importCatalogue(service, 'I6', 'code,name\nD1,药')
    expect([missing.status, missing.body.code]).toEqual([422, 'file.column-missing'])
    const broken = await importCatalogue(service, 'I7', `${header}\nD1,"药`)
    expect([broken.status, broken.body.code]).toEqual([422, 'file.malformed'])
    const other = await importCatalogue(service, 'I1', `${header}\nE1,药,101,A,,,2025-01-01,`)
    expect([other.status, other.body.code]).toEqual([409, 'idempotency-key.other-payload'])
  })

  it('of five thousand entries is loaded in a few reads, and claims then do not read it', async () => {
    const rows = Array.from({ length: 5_000 }, (_, index) => `N${index},药品第${index}号,101,A,,,2025-01-01,`)
    await importCatalogue(service, 'I8', [header, ...rows].join('\n'))
    const load = await usageOf(() => settle('2025-05-04', 'N4999'))
    const reference = load.filter(({ operation }) => operation === 'load-reference')
    expect(reference.reduce((trips, { RoundTrips }) => trips + RoundTrips, 0)).toBeLessThanOrEqual(4)
    const warm = await usageOf(() => settle('2025-05-05', 'N1'))
    expect(warm.map(({ operation }) => operation)).toEqual(['settle-claim'])
  })
})

describe('an institution', () => {
  it('is written once however often the same is said, and again when it changes', async () => {
    const versionOf = async () =>
      (await service.items()).find(({ sk }) => sk === 'CODE#H34010000001')?.version
    await registerHospital(service, 'H34010000001')
    expect(await versionOf()).toBe(1)
    const agreement = { from: '2020-01-01', suspendedFrom: '2098-09-01' }
    const hospital = { name: 'First Hospital', city: '340100', level: 3, category: 'general' }
    const changed = { ...hospital, agreement, from: '2098-01-01' }
    await registerInstitution(service, 'H34010000001', changed)
    expect(await versionOf()).toBe(2)
    const shown = await service.call(tokens.hefei, 'GET', '/institutions/H34010000001')
    expect(shown.body).toMatchObject({ agreement: { from: '2020-01-01' }, changes: [changed] })
  })
})
