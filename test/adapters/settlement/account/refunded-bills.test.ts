import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  catalogueCsv,
  contribution,
  entitlementOf,
  importCatalogue,
  registerHospital,
  spellOf,
  visit,
} from '../province.ts'
import type { Service } from '../service.ts'
import { startService, tokens, violationsIn } from '../service.ts'

let service: Service
let keys = 0

beforeAll(async () => {
  service = await startService()
  await registerHospital(service, 'H34010000001')
  await importCatalogue(service, 'I1', catalogueCsv)
})
afterAll(async () => {
  expect(await violationsIn(service)).toEqual([])
  await service.stop()
})

/** A bill of 2025 worth so much to a person's account, complete or short again at one of its turns. */
const told = (personId: string, account: number, turn: number, year = 2025) => {
  const event = contribution(`E-${personId}`, [{ personId, account }])
  const { detail } = event as { detail: { id: string; data: { receipts: { completes: object }[] } } }
  const [receipt] = detail.data.receipts
  if (!receipt) throw new Error('the event holds no receipt')
  const { completes, ...rest } = receipt
  const turned = turn % 2 === 1 ? { completes } : { withdraws: completes }
  const receipts = [{ ...rest, paymentId: `P-${personId}-${turn}`, ...turned, turn }]
  const data = { ...detail.data, fundYear: year, receipts }
  return { ...event, detail: { ...detail, id: `${detail.id}-${turn}`, data } }
}
const employedIn = (personId: string, year: number) =>
  entitlementOf(year, personId, [spellOf('employee', `${year}-01-01`, `${year}-12-31`)])
const accountOf = async (personId: string, year = 2025) =>
  (await service.call(tokens.province, 'GET', `/persons/${personId}/years/${year}`)).body.account
const spend = async (personId: string, serviceOn: string, fen: number) => {
  keys += 1
  const body = { ...visit(personId, serviceOn, fen), useAccount: true }
  const { body: answer } = await service.call(tokens.hospital, 'POST', '/claims', { key: `K${keys}`, body })
  return (answer.amounts as { account: number }).account
}

describe('an account whose bill is refunded', () => {
  it('loses the credit once, and has it again when the bill is paid again', async () => {
    await service.deliver(employedIn('A', 2025), told('A', 10_000, 1))
    expect(await accountOf('A')).toBe(10_000)
    await service.deliver(told('A', 10_000, 2), told('A', 10_000, 2), told('A', 10_000, 1))
    expect(await accountOf('A')).toBe(0)
    await service.deliver(told('A', 10_000, 3), told('A', 10_000, 2))
    expect(await accountOf('A')).toBe(10_000)
  })

  it('never has a credit whose refund was told of before it', async () => {
    await service.deliver(employedIn('B', 2025), told('B', 10_000, 2), told('B', 10_000, 1))
    expect(await accountOf('B')).toBe(0)
    await service.deliver(told('B', 10_000, 5), told('B', 10_000, 4), told('B', 10_000, 3))
    expect(await accountOf('B')).toBe(10_000)
  })

  it('is owed what was spent of it, pays nothing more, and takes that off the next credit', async () => {
    await service.deliver(employedIn('C', 2025), told('C', 10_000, 1))
    const paid = await spend('C', '2025-03-01', 4_000)
    expect(paid).toBeGreaterThan(0)
    await service.deliver(told('C', 10_000, 2))
    expect(await accountOf('C')).toBe(-paid)
    expect(await spend('C', '2025-03-02', 4_000)).toBe(0)
    await service.deliver(contribution('E-C-02', [{ personId: 'C', account: 10_000 }]))
    expect(await accountOf('C')).toBe(10_000 - paid)
  })

  it('gives back what a lower base makes too much, once, and has it again when that is taken back', async () => {
    await service.deliver(employedIn('L', 2025), contribution('E-L-01', [{ personId: 'L', account: 16_000 }]))
    await service.deliver(told('L', -2_000, 1), told('L', -2_000, 1))
    expect(await accountOf('L')).toBe(14_000)
    await service.deliver(told('L', -2_000, 2))
    expect(await accountOf('L')).toBe(16_000)
  })

  it('of a year that is over loses it in the year that took the balance over', async () => {
    await service.deliver(employedIn('D', 2024), told('D', 10_000, 1, 2024), employedIn('D', 2025))
    const begins = employedIn('D', 2025)
    const persons = begins.detail.data.persons.map((each) => ({
      ...each,
      version: 2,
      changedOn: '2025-01-02',
    }))
    await service.deliver({ ...begins, detail: { ...begins.detail, data: { persons } } })
    expect([await accountOf('D', 2024), await accountOf('D')]).toEqual([0, 10_000])
    await service.deliver(told('D', 10_000, 2, 2024), told('D', 10_000, 2, 2024))
    expect([await accountOf('D', 2024), await accountOf('D')]).toEqual([0, 0])
    await service.deliver(told('D', 10_000, 3, 2024))
    expect([await accountOf('D', 2024), await accountOf('D')]).toEqual([0, 10_000])
  })
})

describe('claims of days that a refund took back', () => {
  it('are judged again, also where the refund was made before them and told of late', async () => {
    await service.deliver(employedIn('E', 2025))
    expect(await spend('E', '2025-01-20', 300_000)).toBe(0)
    const taken = entitlementOf(2025, 'E', [])
    const persons = taken.detail.data.persons.map((each) => ({
      ...each,
      version: 2,
      changedOn: '2024-12-22',
    }))
    await service.deliver({ ...taken, detail: { ...taken.detail, data: { persons } } })
    const withdrawn = (await service.items()).find(
      ({ pk, kind }) => pk === 'PERSON#E' && kind === 'entitlement-withdrawn',
    )
    expect(withdrawn).toMatchObject({ days: [{ from: '2025-01-01', to: '2025-01-20' }] })
    const year = (await service.items()).find(({ pk, kind }) => pk === 'PERSON#E' && kind === 'insured-year')
    expect(year).toMatchObject({ due: { entitlement: '2025-01-01' } })
  })
})
