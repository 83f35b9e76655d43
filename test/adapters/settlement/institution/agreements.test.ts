import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { agreementChanged } from '#shared/contracts/budget.ts'
import {
  catalogueCsv,
  entitlement,
  entitlementOf,
  importCatalogue,
  registerHospital,
  registerInstitution,
  spellOf,
  visit,
} from '../province.ts'
import type { Service } from '../service.ts'
import { startService, tokens, violationsIn } from '../service.ts'

let service: Service
let keys = 0

/** The word of the budget service on the agreement of First Hospital for 2025. */
const told = (version: number, changed: object = {}, institution = 'H34010000001') => ({
  source: agreementChanged.source,
  'detail-type': agreementChanged.detailType,
  detail: {
    id: `agreement-${institution}-${version}`,
    occurredOn: '2025-01-01',
    data: {
      ...{ institution, city: '340100', year: 2025, version, from: '2025-01-01', to: '2025-12-31' },
      suspended: [],
      ...changed,
    },
  },
})

/** Settles a visit on a day with a function that asks the table anew, as every other function does within a minute. */
const codeOn = async (serviceOn: string): Promise<unknown> => {
  keys += 1
  const { effects } = await import('../../../../services/settlement/composed.ts')
  await effects.reference.refresh()
  const body = visit('P1', serviceOn, 1_000)
  return (await service.call(tokens.hospital, 'POST', '/claims', { key: `K${keys}`, body })).body.code
}
const agreementsOf = async (institution = 'H34010000001') =>
  (await service.call(tokens.hefei, 'GET', `/institutions/${institution}`)).body.agreements

beforeAll(async () => {
  service = await startService()
  await registerHospital(service, 'H34010000001', {
    from: '2020-01-01',
    suspendedFrom: '2024-06-02',
    suspendedTo: '2024-06-30',
  })
  await importCatalogue(service, 'I1', catalogueCsv)
  await service.deliver(
    entitlement('P1', 1, [spellOf('employee', '2025-01-01', '2025-12-31')]),
    entitlementOf(2024, 'P1', [spellOf('employee', '2024-01-01', '2024-12-31')]),
  )
})
afterAll(async () => {
  expect(await violationsIn(service)).toEqual([])
  await service.stop()
})

describe("an institution's agreement of a year, as the budget service tells it", () => {
  it('decides on the days of its year; what the institution is registered with, on all others', async () => {
    expect(await codeOn('2025-02-01')).toBeUndefined()
    expect(await service.deliver(told(1, { from: '2025-03-01' }))).toBe(0)
    expect(await codeOn('2025-02-28')).toBe('institution.not-designated')
    expect(await codeOn('2025-03-01')).toBeUndefined()
    expect(await codeOn('2024-06-01')).toBeUndefined()
  })

  it('is suspended from a day, resumed by a snapshot that ends the suspension, and withdrawn from a day', async () => {
    await service.deliver(told(2, { suspended: [{ from: '2025-04-10' }] }))
    expect(await codeOn('2025-04-09')).toBeUndefined()
    expect(await codeOn('2025-04-10')).toBe('institution.suspended')
    await service.deliver(told(3, { suspended: [{ from: '2025-04-10', to: '2025-04-20' }] }))
    expect(await codeOn('2025-04-20')).toBe('institution.suspended')
    expect(await codeOn('2025-04-21')).toBeUndefined()
    await service.deliver(
      told(4, { suspended: [{ from: '2025-04-10', to: '2025-04-20' }], withdrawnFrom: '2025-06-01' }),
    )
    expect(await codeOn('2025-05-31')).toBeUndefined()
    expect(await codeOn('2025-06-01')).toBe('institution.not-designated')
    expect(await agreementsOf()).toEqual([
      {
        ...{ year: 2025, from: '2025-01-01', to: '2025-05-31' },
        suspended: [{ from: '2025-04-10', to: '2025-04-20' }],
      },
    ])
  })

  it('is not changed by a snapshot that comes again or late: nothing is written', async () => {
    const before = await service.items()
    await service.deliver(told(4, { withdrawnFrom: '2025-06-01' }), told(2), told(1))
    expect(await service.items()).toEqual(before)
  })

  it('is the newest of those that come at the same instant, in whatever order', async () => {
    const versions = [7, 5, 8, 6, 8, 7]
    const failed = await service.deliver(
      ...versions.map((version) => told(version, { suspended: [{ from: `2025-0${version}-01` }] })),
    )
    expect(failed).toBe(0)
    expect(await agreementsOf()).toMatchObject([{ suspended: [{ from: '2025-08-01', to: null }] }])
  })

  it('is not touched by a change of what is registered, which may suspend it in other years', async () => {
    const agreements = await agreementsOf()
    const changed = { name: 'First Hospital', city: '340100', level: 2, category: 'general' }
    const agreement = { from: '2020-01-01', suspendedFrom: '2024-06-01' }
    await registerInstitution(service, 'H34010000001', { ...changed, agreement, from: '2098-01-01' })
    expect(await agreementsOf()).toEqual(agreements)
    expect(await codeOn('2024-06-02')).toBe('institution.suspended')
    expect(await codeOn('2025-07-31')).toBeUndefined()
  })

  it('may come before the institution is registered', async () => {
    const code = 'H34010000009'
    expect(await service.deliver(told(1, { to: '2025-06-30' }, code))).toBe(0)
    const unregistered = await service.call(tokens.hefei, 'GET', `/institutions/${code}`)
    expect([unregistered.status, unregistered.body.code]).toEqual([404, 'institution.unknown'])
    await registerHospital(service, code)
    expect(await agreementsOf(code)).toEqual([
      { year: 2025, from: '2025-01-01', to: '2025-06-30', suspended: [] },
    ])
  })

  it('does not undo what was settled: a correction judges the claim, not the standing of the institution', async () => {
    const { effects } = await import('../../../../services/settlement/composed.ts')
    const { institutions } = await effects.reference.refresh()
    const { asCharged } = await import('../../../../services/settlement/correction/rules/as-charged.ts')
    const { agreementOn } = await import('../../../../services/settlement/institution/rules/institution.ts')
    const institution = institutions.get('H34010000001')
    const item = (await service.items()).find(
      ({ kind, servedOn }) => kind === 'claim-settled' && servedOn === '2025-02-01',
    )
    const { fromClaimItem } = await import(
      '../../../../services/settlement/insured-year/records/claim-item.ts'
    )
    if (!institution || !item) throw new Error('nothing was settled before the agreement was told')
    const { claim } = fromClaimItem(item as unknown as Parameters<typeof fromClaimItem>[0])
    const charged = asCharged(claim, institution)
    expect(charged.institution && agreementOn(charged.institution, '2025-02-01')).toEqual({
      from: '2025-02-01',
      to: null,
    })
  })
})
