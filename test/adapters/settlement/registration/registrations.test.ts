import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  catalogueCsv,
  entitlement,
  entitlementOf,
  importCatalogue,
  registerHospital,
  spellOf,
  visit,
} from '../province.ts'
import type { Service } from '../service.ts'
import { startService, tokens, usageOf, violationsIn } from '../service.ts'

let service: Service
let keys = 0
const register = (
  personId: string,
  body: object,
  token: (typeof tokens)[keyof typeof tokens] = tokens.hefei,
) => {
  keys += 1
  return service.call(token, 'PUT', `/persons/${personId}/registrations`, { key: `R-${keys}`, body })
}
const chronic = (key: string, personId: string, serviceOn: string) =>
  service.call(tokens.hospital, 'POST', '/claims', {
    key,
    body: { ...visit(personId, serviceOn, 10_000), purpose: 'chronic', disease: 'M01600' },
  })
const yearItems = async () => (await service.items()).filter(({ kind }) => kind === 'insured-year')
const fromMarch = { diseases: [{ code: 'M01600', from: '2025-03-01' }] }

beforeAll(async () => {
  service = await startService()
  await importCatalogue(service, 'catalogue-1', catalogueCsv)
  await registerHospital(service, 'H34010000001')
  await service.deliver(entitlement('P1', 1, [spellOf('resident', '2025-01-01', '2025-12-31')]))
})
afterAll(async () => {
  expect(await violationsIn(service)).toEqual([])
  await service.stop()
})

describe('a chronic disease', () => {
  it('is registered from a day, and claims for it are refused before', async () => {
    expect((await chronic('M0', 'P1', '2025-03-05')).body.code).toBe('claim.disease-not-registered')
    expect((await register('P1', fromMarch)).status).toBe(200)
    expect((await chronic('M1', 'P1', '2025-03-05')).status).toBe(201)
    expect((await chronic('M2', 'P1', '2025-02-28')).body).toMatchObject({
      code: 'claim.disease-not-registered',
      field: 'disease',
    })
    const shown = await service.call(tokens.hefei, 'GET', '/persons/P1/registrations')
    expect(shown.body).toEqual({ ...fromMarch, civilServant: false })
  })

  it('said again changes nothing', async () => {
    const before = await service.items()
    await register('P1', fromMarch)
    expect(await service.items()).toEqual(before)
  })

  it('costs a claim no read more', async () => {
    const [usage] = await usageOf(() => chronic('M3', 'P1', '2025-03-06'))
    expect(usage).toMatchObject({ operation: 'settle-claim', RoundTrips: 2, ReadUnits: 1 })
  })

  it('is known to a year that begins later, and to one whose beginning is told again', async () => {
    const next = entitlementOf(2026, 'P1', [spellOf('resident', '2026-01-01', '2026-12-31')])
    await service.deliver(next)
    await service.deliver(next)
    const registered = (await yearItems()).map(({ sk, registered: held }) => [sk, held])
    expect(registered.sort()).toEqual([
      ['YEAR#2025', { diseases: [['M01600', '2025-03-01', null]] }],
      ['YEAR#2026', { diseases: [['M01600', '2025-03-01', null]] }],
    ])
  })

  it('registered no more is taken out of every year', async () => {
    await register('P1', {})
    expect((await yearItems()).map(({ registered }) => registered)).toEqual([undefined, undefined])
  })

  it('is registered by the city that insures the person', async () => {
    const other = await register('P1', fromMarch, tokens.wuhu)
    expect([other.status, other.body.code]).toEqual([403, 'caller.other-division'])
    const unknown = await register('nobody', fromMarch)
    expect([unknown.status, unknown.body.code]).toEqual([404, 'person.unknown'])
  })
})

describe('a command on what is registered', () => {
  it('of a person that comes again late leaves what was decided since', async () => {
    const put = (key: string, body: object) =>
      service.call(tokens.hefei, 'PUT', '/persons/P2/registrations', { key, body })
    await service.deliver(entitlement('P2', 1, [spellOf('resident', '2025-01-01', '2025-12-31')]))
    const fromMay = { diseases: [{ code: 'M01600', from: '2025-05-01' }] }
    const first = await put('late-1', fromMarch)
    await put('late-2', fromMay)
    expect(await put('late-1', fromMarch)).toEqual(first)
    const { body } = await service.call(tokens.hefei, 'GET', '/persons/P2/registrations')
    expect(body).toMatchObject(fromMay)
  })

  it('of an institution that comes again late leaves its newer level', async () => {
    const put = (key: string, level: number) => {
      const hospital = { name: 'Second Hospital', city: '340100', category: 'general', level }
      const body = { ...hospital, agreement: { from: '2020-01-01' } }
      return service.call(tokens.hefei, 'PUT', '/institutions/H34010000009', { key, body })
    }
    const first = await put('late-a', 1)
    await put('late-b', 3)
    expect(await put('late-a', 1)).toEqual(first)
    const { body } = await service.call(tokens.hefei, 'GET', '/institutions/H34010000009')
    expect(body.level).toBe(3)
  })
})
