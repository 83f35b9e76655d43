import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contribution, entitlement, entitlementOf, registerPerson, spellOf } from '../province.ts'
import type { Service } from '../service.ts'
import { startService, tokens, violationsIn } from '../service.ts'

let service: Service
const yearOf = async (personId: string) =>
  (await service.call(tokens.province, 'GET', `/persons/${personId}/years/2025`)).body
const employee = (to: string) => [spellOf('employee', '2025-01-01', to)]
const resident = [spellOf('resident', '2025-01-01', '2025-12-31')]

beforeAll(async () => {
  service = await startService()
})
afterAll(async () => {
  expect(await violationsIn(service)).toEqual([])
  await service.stop()
})

describe("enrolment's word on a year", () => {
  it('is taken over when it is newer, however often and in whatever order it comes', async () => {
    await service.deliver(entitlement('P1', 2, employee('2025-12-31')))
    await service.deliver(entitlement('P1', 1, resident), entitlement('P1', 2, employee('2025-12-31')))
    expect((await yearOf('P1')).spells).toEqual(employee('2025-12-31'))
    await service.deliver(entitlement('P1', 3, resident))
    expect((await yearOf('P1')).spells).toEqual(resident)
  })

  it('tells for how many years in a row a person is enrolled, by which their claims of the year are judged', async () => {
    const told = entitlementOf(2025, 'P10', resident)
    const persons = told.detail.data.persons.map((person) => ({ ...person, continuousYears: 5 }))
    await service.deliver({ ...told, detail: { ...told.detail, data: { persons } } })
    const year = (await service.items()).find(
      ({ pk, kind }) => pk === 'PERSON#P10' && kind === 'insured-year',
    )
    expect(year).toMatchObject({ continuousYears: 5 })
    await service.deliver(entitlement('P10', 2, resident))
    const later = (await service.items()).find(
      ({ pk, kind }) => pk === 'PERSON#P10' && kind === 'insured-year',
    )
    expect(later).not.toHaveProperty('continuousYears')
  })

  it('may name the same year twice in one group: the later version stands', async () => {
    const versions = [1, 2].map((version) =>
      entitlement('P9', version, version === 1 ? resident : employee('2025-06-30')),
    )
    const persons = versions.flatMap(({ detail }) => (detail as { data: { persons: object[] } }).data.persons)
    const detail = { id: 'both', occurredOn: '2025-01-01', data: { persons } }
    expect(await service.deliver({ ...entitlement('P9', 1, []), detail })).toBe(0)
    expect((await yearOf('P9')).spells).toEqual(employee('2025-06-30'))
  })

  it('keeps on record what held before when days already passed are taken back', async () => {
    await service.deliver(entitlement('P2', 1, employee('2025-12-31')))
    await service.deliver(entitlement('P2', 2, employee('2025-03-31'), '2025-06-01'))
    const [record] = (await service.items()).filter(
      ({ pk, kind }) => pk === 'PERSON#P2' && kind === 'entitlement-withdrawn',
    )
    expect(record).toMatchObject({
      sk: 'RETROACTIVE#2025#000002',
      changedOn: '2025-06-01',
      days: [{ from: '2025-04-01', to: '2025-05-31' }],
    })
  })

  it('leaves no such record when only days to come change', async () => {
    await service.deliver(entitlement('P3', 1, employee('2025-12-31')))
    await service.deliver(entitlement('P3', 2, employee('2025-06-30'), '2025-06-01'))
    const kinds = (await service.items()).filter(({ pk }) => pk === 'PERSON#P3').map(({ kind }) => kind)
    expect(kinds).toEqual(['insured-year'])
  })
})

describe('a person who lost all entitlement of a year', () => {
  const wuhu = [spellOf('employee', '2025-07-01', '2025-12-31', '340200')]
  const see = async (personId: string, token: (typeof tokens)[keyof typeof tokens]) => {
    const paths = [`/persons/${personId}/years/2025`, `/persons/${personId}/registrations`]
    const answers = await Promise.all(paths.map((path) => service.call(token, 'GET', path)))
    return answers.map(({ status }) => status)
  }

  it('stays with the city that had them last, which sees their year and registrations; no other does', async () => {
    await service.deliver(entitlement('P11', 1, [...employee('2025-06-30'), ...wuhu]))
    await service.deliver(entitlement('P11', 2, [], '2025-08-01'))
    expect(await see('P11', tokens.wuhu)).toEqual([200, 200])
    expect(await see('P11', tokens.hefei)).toEqual([404, 404])
    await service.deliver(entitlement('P11', 3, [], '2025-09-01'))
    expect(await see('P11', tokens.wuhu)).toEqual([200, 200])
    const registered = await registerPerson(service, 'P11', { civilServant: true }, tokens.wuhu)
    expect(registered.status).toBe(200)
  })

  it('is the city’s that insures them again, and no longer the last one’s', async () => {
    await service.deliver(entitlement('P12', 1, wuhu), entitlement('P12', 2, [], '2025-08-01'))
    await service.deliver(entitlement('P12', 3, resident, '2025-09-01'))
    expect(await see('P12', tokens.hefei)).toEqual([200, 200])
    expect(await see('P12', tokens.wuhu)).toEqual([404, 404])
  })
})

describe('a bill paid in full', () => {
  it('credits each account once, before or after entitlement is known', async () => {
    const event = contribution('E-1-2025-01', [
      { personId: 'P4', account: 12_000 },
      { personId: 'P5', account: 8_000 },
    ])
    await service.deliver(event)
    await service.deliver(entitlement('P4', 1, employee('2025-12-31')))
    await service.deliver(event)
    expect(await yearOf('P4')).toMatchObject({
      account: 12_000,
      credited: 12_000,
      spells: employee('2025-12-31'),
    })
    expect(await yearOf('P5')).toMatchObject({ account: 8_000, spells: [] })
  })

  it('credits once though two copies are applied at the same instant, with an entitlement between', async () => {
    const event = contribution('E-2-2025-01', [{ personId: 'P6', account: 5_000 }])
    const failed = await service.deliver(event, entitlement('P6', 1, employee('2025-12-31')), event, event)
    expect(failed).toBe(0)
    expect(await yearOf('P6')).toMatchObject({ account: 5_000, spells: employee('2025-12-31') })
  })

  it('credits every month of the year', async () => {
    const months = ['01', '02', '03'].map((month) =>
      contribution(`E-3-2025-${month}`, [{ personId: 'P7', account: 1_000 }]),
    )
    await service.deliver(...months, ...months)
    expect(await yearOf('P7')).toMatchObject({ account: 3_000 })
  })

  it('of more persons than one transaction holds credits every one', async () => {
    const persons = Array.from({ length: 60 }, (_, index) => ({
      personId: `Q${index}`,
      account: 100 + index,
    }))
    await service.deliver(contribution('E-4-2025-01', persons))
    const credited = (await service.items()).filter(({ pk }) => pk.startsWith('PERSON#Q'))
    expect(credited).toHaveLength(60)
    expect(await yearOf('Q59')).toMatchObject({ account: 159 })
  })
})

it('an event that cannot be read comes back alone', async () => {
  const broken = { source: 'tongchou.enrollment', 'detail-type': 'entitlements-changed.v1', detail: {} }
  expect(await service.deliver(broken, entitlement('P8', 1, resident))).toBe(1)
  expect((await yearOf('P8')).spells).toEqual(resident)
})
