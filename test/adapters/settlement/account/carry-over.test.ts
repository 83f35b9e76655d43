import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  catalogueCsv,
  contribution,
  entitlementOf,
  importCatalogue,
  registerHospital,
  spellOf,
  stay,
  visit,
} from '../province.ts'
import type { Service } from '../service.ts'
import { startService, tokens, violationsIn } from '../service.ts'

let service: Service
let keys = 0

const yearOf = async (personId: string, year: number) =>
  (await service.call(tokens.province, 'GET', `/persons/${personId}/years/${year}`)).body
const accountsOf = async (personId: string) =>
  Promise.all(
    [2024, 2025].map(async (year) => {
      const { account, carriedIn, carriedOut } = await yearOf(personId, year)
      return { account, carriedIn, carriedOut }
    }),
  )

/** Enrolment's first word on a year, said on a day. */
const entitled = (personId: string, year: number, changedOn: string) => {
  const told = entitlementOf(year, personId, [spellOf('employee', `${year}-01-01`, `${year}-12-31`)])
  const persons = told.detail.data.persons.map((person) => ({ ...person, changedOn }))
  return { ...told, detail: { ...told.detail, data: { persons } } }
}
/** A bill of a fund year, paid in full. */
const credit = (personId: string, year: number, account: number, name = '01') => {
  const told = contribution(`E-${personId}-${year}-${name}`, [{ personId, account }])
  const { detail } = told as { detail: { data: object } }
  return { ...told, detail: { ...detail, data: { ...detail.data, fundYear: year } } }
}
/** A visit that nothing but the account pays for: its cost is below the deductible of the year. */
const spend = async (personId: string, serviceOn: string, fen: number, path = '/claims') => {
  keys += 1
  const body = { ...visit(personId, serviceOn, fen), useAccount: true }
  return service.call(tokens.hospital, 'POST', path, { key: `K${keys}`, body })
}
const accountPaid = ({ body }: { body: Record<string, unknown> }) =>
  (body.amounts as { account: number }).account

beforeAll(async () => {
  service = await startService()
  await registerHospital(service, 'H34010000001')
  await importCatalogue(service, 'I1', catalogueCsv)
})
afterAll(async () => {
  expect(await violationsIn(service)).toEqual([])
  await service.stop()
})

describe('the personal account', () => {
  it('goes over to the next year when that begins, once, however often it is told', async () => {
    await service.deliver(entitled('A', 2024, '2024-01-01'), credit('A', 2024, 10_000))
    await service.deliver(entitled('A', 2025, '2025-01-01'))
    await service.deliver(entitled('A', 2025, '2025-01-01'), credit('A', 2024, 10_000))
    expect(await accountsOf('A')).toEqual([
      { account: 0, carriedIn: 0, carriedOut: 10_000 },
      { account: 10_000, carriedIn: 10_000 },
    ])
  })

  it('stays with the year that still runs when the next is told before it begins', async () => {
    await service.deliver(entitled('B', 2024, '2024-01-01'), credit('B', 2024, 10_000))
    await service.deliver(entitled('B', 2025, '2024-12-15'))
    expect((await accountsOf('B')).map(({ account }) => account)).toEqual([10_000, 0])
  })

  it('is brought over by the first claim that uses it, and previewed alike', async () => {
    const previewed = await spend('B', '2025-01-05', 4_000, '/claims/preview')
    expect((await accountsOf('B')).map(({ account }) => account)).toEqual([10_000, 0])
    const settled = await spend('B', '2025-01-05', 4_000)
    expect(accountPaid(settled)).toBeGreaterThan(0)
    expect(accountPaid(previewed)).toBe(accountPaid(settled))
    const left = 10_000 - accountPaid(settled)
    expect((await accountsOf('B')).map(({ account }) => account)).toEqual([0, left])
    expect(settled.body.accountAfter).toBe(left)
  })

  it('pays of a stay across the year’s end what its preview said', async () => {
    await service.deliver(entitled('F', 2024, '2024-01-01'), credit('F', 2024, 50_000))
    await service.deliver(entitled('F', 2025, '2024-12-15'))
    const body = stay('F', '2024-12-28', '2025-01-04')
    const send = (path: string) => service.call(tokens.hospital, 'POST', path, { key: 'F-stay', body })
    const previewed = accountPaid(await send('/claims/preview'))
    expect(previewed).toBe(50_000)
    expect(accountPaid(await send('/claims'))).toBe(previewed)
  })

  it('of a year that is over takes a late credit, and the money of a late reversal, by an entry to the next', async () => {
    await service.deliver(entitled('C', 2024, '2024-01-01'), credit('C', 2024, 10_000))
    const claim = await spend('C', '2024-06-01', 3_000)
    const paid = accountPaid(claim)
    expect(paid).toBeGreaterThan(0)
    await service.deliver(entitled('C', 2025, '2025-01-01'))
    await service.deliver(credit('C', 2024, 700, '12'), credit('C', 2024, 700, '12'))
    const reversal = { key: 'C-reversal', body: { reversedOn: '2025-02-01' } }
    const path = `/claims/${String(claim.body.claimId)}/reversal`
    await service.call(tokens.hospital, 'POST', path, reversal)
    await service.call(tokens.hospital, 'POST', path, reversal)
    expect(await accountsOf('C')).toEqual([
      { account: 0, carriedIn: 0, carriedOut: 10_700 },
      { account: 10_700, carriedIn: 10_700 },
    ])
    expect((await yearOf('C', 2024)).credited).toBe(10_700)
  })

  it('of a year that is first heard of when the next has begun goes to that at once', async () => {
    await service.deliver(entitled('D', 2025, '2025-01-01'))
    await service.deliver(credit('D', 2024, 900), entitled('D', 2024, '2024-01-01'))
    await service.deliver(credit('D', 2024, 100, '02'))
    expect((await accountsOf('D')).map(({ account }) => account)).toEqual([0, 1_000])
  })

  it('keeps every fen when opening, credits and claims come at the same instant', async () => {
    await service.deliver(entitled('E', 2024, '2024-01-01'), credit('E', 2024, 10_000))
    const claims = Promise.all(['2024-05-01', '2025-01-03', '2025-01-04'].map((on) => spend('E', on, 2_000)))
    const failed = await service.deliver(
      entitled('E', 2025, '2025-01-01'),
      credit('E', 2024, 500, '11'),
      credit('E', 2025, 300),
      credit('E', 2024, 500, '12'),
      entitled('E', 2025, '2025-01-01'),
    )
    expect(failed).toBe(0)
    const settled = (await claims).filter(({ status }) => status === 201)
    const spent = settled.reduce((sum, each) => sum + accountPaid(each), 0)
    const [before, after] = await accountsOf('E')
    expect([before?.account, before?.carriedOut]).toEqual([0, after?.carriedIn])
    expect(after?.account).toBe(11_300 - spent)
  })

  it('is one, but what is counted of a year stays with it', async () => {
    const [before, after] = await Promise.all([yearOf('C', 2024), yearOf('C', 2025)])
    expect([before.accumulators, after.accumulators]).toEqual([{}, {}])
    expect((await yearOf('B', 2024)).accumulators).toEqual({})
    expect((await yearOf('B', 2025)).accumulators).not.toEqual({})
  })
})
