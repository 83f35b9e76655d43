import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { catalogueIsByTwo } from '../../../../services/settlement/catalogue/invariants.ts'
import {
  approveImport,
  base64,
  entitlement,
  importCatalogue,
  registerHospital,
  sendCatalogue,
  spellOf,
  visit,
} from '../province.ts'
import type { Service } from '../service.ts'
import { startService, tokens, violationsIn } from '../service.ts'

const header = 'code,name,list_type,class,first_self_pay,price_limit,from,to'
const csvOf = (...rows: readonly string[]) => [header, ...rows].join('\n')
let service: Service

beforeAll(async () => {
  service = await startService()
  await registerHospital(service, 'H34010000001')
  await service.deliver(entitlement('P1', 1, [spellOf('employee', '2025-01-01', '2025-12-31')]))
  await importCatalogue(
    service,
    'first',
    csvOf('A1,药,101,A,,,2025-01-01,', 'A2,药,101,A,,,2025-01-01,', 'A3,药,101,A,,,2025-01-01,'),
  )
})
afterAll(async () => {
  expect(await violationsIn(service)).toEqual([])
  await service.stop()
})

let visits = 0
const inScope = async (code: string) => {
  visits += 1
  const body = visit('P1', '2025-05-01', 1_000)
  const lines = body.lines.map((line) => ({ ...line, code }))
  const key = `visit-${visits}`
  const settled = await service.call(tokens.hospital, 'POST', '/claims', {
    key,
    body: { ...body, visitId: key, lines },
  })
  return (settled.body.lines as { inScope: number }[] | undefined)?.[0]?.inScope ?? settled.body.code
}
const importOf = async (importId: unknown) =>
  (await service.call(tokens.province, 'GET', `/catalogue-imports/${String(importId)}`)).body
const waiting = async () =>
  (await service.call(tokens.province, 'GET', '/catalogue-imports')).body.imports as {
    importId: string
    changes: object
  }[]
const reject = (importId: unknown, sub: string, reason = 'the share is that of last year') =>
  service.call({ ...tokens.province, sub }, 'POST', `/catalogue-imports/${String(importId)}/rejection`, {
    key: `reject-${String(importId)}-${sub}`,
    body: { reason },
  })

describe('an import of the catalogue', () => {
  it('shows what it would change, and claims see the old catalogue until another person approved it', async () => {
    const csv = csvOf(
      'A1,药,101,B,0.2,,2025-01-01,',
      'A2,药,101,A,,,2025-01-01,2025-03-31',
      'A3,药,101,A,,,2025-01-01,',
      'A4,新药,101,A,,,2025-01-01,',
    )
    const { importId } = (await sendCatalogue(service, 'second', csv)).body
    const [found] = (await waiting()).filter((each) => each.importId === importId)
    expect(found).toMatchObject({
      ...{ status: 'waiting', made: { by: 'tester', scope: 'province' } },
      changes: {
        ...{ catalogueVersion: 1, added: 1, changed: 1, ended: 1, unchanged: 1 },
        samples: {
          added: [{ entry: 'A4\t2025-01-01\t[0,"A"]\t["101","新药"]' }],
          changed: [{ entry: expect.stringContaining('200000'), before: expect.stringContaining('A1') }],
          ended: [{ entry: expect.stringContaining('2025-03-31') }],
        },
      },
    })
    expect([await inScope('A1'), await inScope('A4')]).toEqual([1_000, 'claim.not-in-catalogue'])
    expect((await approveImport(service, importId)).body).toMatchObject({ status: 'in-force' })
    expect([await inScope('A4'), await inScope('A2')]).toEqual([1_000, 'claim.not-in-catalogue'])
    expect((await waiting()).map((each) => each.importId)).not.toContain(importId)
  })

  it('is approved by nobody who sent it or any part of it', async () => {
    const { importId } = (await sendCatalogue(service, 'third', csvOf('B1,药,101,A,,,2025-01-01,'))).body
    expect((await approveImport(service, importId, ' Tester')).body.code).toBe('import.same-person')
    const city = await service.call(tokens.hefei, 'POST', `/catalogue-imports/${String(importId)}/approval`, {
      key: 'city',
    })
    expect(city.body.code).toBe('caller.no-scope')
    expect(await inScope('B1')).toBe('claim.not-in-catalogue')
  })

  it('is rejected with a reason, by who made it too, and is not approved after that', async () => {
    const { importId } = (await sendCatalogue(service, 'fourth', csvOf('C1,药,101,A,,,2025-01-01,'))).body
    expect((await reject(importId, 'tester')).body).toMatchObject({
      ...{ status: 'rejected', rejected: { by: 'tester', reason: 'the share is that of last year' } },
    })
    expect((await reject(importId, 'tester')).status).toBe(200)
    expect((await approveImport(service, importId)).body.code).toBe('import.decided')
    expect(await importOf(importId)).toMatchObject({ status: 'rejected' })
    expect(await inScope('C1')).toBe('claim.not-in-catalogue')
    expect((await reject('none', 'checker')).body.code).toBe('import.unknown')
  })

  it('approved again changes nothing; one in force is not rejected', async () => {
    const { importId } = (await sendCatalogue(service, 'fifth', csvOf('D1,药,101,A,,,2025-01-01,'))).body
    const first = await approveImport(service, importId)
    const items = await service.items()
    const again = await service.call(
      { ...tokens.province, sub: 'checker' },
      'POST',
      `/catalogue-imports/${String(importId)}/approval`,
      { key: 'again' },
    )
    expect(again.body).toEqual(first.body)
    expect((await service.items()).length).toBe(items.length)
    expect((await reject(importId, 'checker')).body.code).toBe('import.decided')
    expect((await approveImport(service, importId, 'third')).body).toMatchObject({
      ...{ code: 'approval.done', figures: { by: 'checker' } },
    })
  })

  it('is looked at once more when another import changed what it changes', async () => {
    const send = async (key: string, row: string) =>
      (await sendCatalogue(service, key, csvOf(row))).body.importId
    const one = await send('sixth', 'E1,药,101,A,,,2025-01-01,')
    const other = await send('seventh', 'E1,药,101,B,0.1,,2025-01-01,')
    const apart = await send('eighth', 'F1,药,101,A,,,2025-01-01,')
    await approveImport(service, one)
    expect((await approveImport(service, other)).body.code).toBe('import.changes-moved')
    expect((await importOf(other)).judged).toMatchObject({
      status: 'waiting',
      changes: { added: 0, changed: 1 },
    })
    const seen = await service.call(
      { ...tokens.province, sub: 'checker' },
      'POST',
      `/catalogue-imports/${String(other)}/approval`,
      { key: 'seen' },
    )
    expect(seen.body.status).toBe('in-force')
    expect((await approveImport(service, apart)).body.status).toBe('in-force')
    expect(await inScope('E1')).toBe(900)
  })

  it('of several people is approved by none of them', async () => {
    const part = (sub: string, number: number, code: string) =>
      service.call({ ...tokens.province, sub }, 'PUT', `/catalogue-imports/shared/parts/${number}`, {
        key: `part-${number}`,
        body: { contentBase64: base64(csvOf(`${code},药,101,A,,,2025-01-01,`)) },
      })
    await part('anna', 1, 'G1')
    const store = (await service.items()).find(
      ({ kind, pk }) => kind === 'catalogue-import-part' && pk === 'IMPORT#shared',
    )
    expect(store).toMatchObject({ by: 'anna' })
  })
})

describe('a version of the catalogue by one hand', () => {
  const planted = async (kind: string, change: object | undefined) => {
    const items = (await service.items()).filter((item) => item.kind !== undefined)
    const last = items.findLast(
      (item) => item.kind === kind && item.status !== 'waiting' && item.status !== 'rejected',
    )
    const check = catalogueIsByTwo.start()
    for (const item of items)
      if (item !== last) check.see(item)
      else if (change) check.see({ ...item, ...change })
    return check.finish().violations.map(({ what }) => what)
  }
  it.each([
    ['that nobody made and approved', 'catalogue-head', { version: 99 }, 'nobody made and approved it'],
    [
      'that its maker approved',
      'catalogue-imported',
      { approved: { by: 'Tester', on: '2025-01-01', scope: 'province' } },
      'one person made and approved it',
    ],
    [
      'that the province did not approve',
      'catalogue-imported',
      { approved: { by: 'x', on: '2025-01-01', scope: 'city' } },
      'nobody of the province approved it',
    ],
    ['whose import is gone', 'catalogue-imported', undefined, 'its import is not in force'],
    ['whose import waits', 'catalogue-imported', { status: 'waiting' }, 'its import is not in force'],
    ['of which nobody is told', 'catalogue-version', undefined, 'no version is of it'],
  ] as const)('is found: %s', async (_, kind, change, what) => {
    expect(await planted(kind, change)).toContain(what)
  })
})
