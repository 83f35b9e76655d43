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
const spend = async (
  personId: string,
  serviceOn: string,
  fen: number,
  path = '/claims',
  more: { settledOn?: string } = {},
) => {
  keys += 1
  const body = { ...visit(personId, serviceOn, fen), useAccount: true, ...more }
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

  it('pays for care of December that is settled in January, from where the balance is by then', async () => {
    await service.deliver(entitled('G', 2024, '2024-01-01'), credit('G', 2024, 10_000))
    await service.deliver(entitled('G', 2025, '2025-01-01'), credit('G', 2025, 500))
    const late = { settledOn: '2025-01-03' }
    const previewed = await spend('G', '2024-12-31', 4_000, '/claims/preview', late)
    const settled = await spend('G', '2024-12-31', 4_000, '/claims', late)
    expect([previewed, settled].map(accountPaid)).toEqual([4_000, 4_000])
    expect(settled.body.accountAfter).toBe(6_500)
    expect(await accountsOf('G')).toEqual([
      { account: 0, carriedIn: 0, carriedOut: 6_000 },
      { account: 6_500, carriedIn: 6_000 },
    ])
    // What came in January pays too: a person has one account, and 65 yuan are in it.
    expect(accountPaid(await spend('G', '2024-12-30', 9_000, '/claims', late))).toBe(6_500)
    expect((await accountsOf('G')).map(({ account }) => account)).toEqual([0, 0])
    const path = `/claims/${String(settled.body.claimId)}/reversal`
    await service.call(tokens.hospital, 'POST', path, { key: 'G-back', body: { reversedOn: '2025-02-01' } })
    expect((await accountsOf('G')).map(({ account }) => account)).toEqual([0, 4_000])
  })

  it('pays for care of a year long over through all the years that it went over since', async () => {
    for (const year of [2023, 2024, 2025]) await service.deliver(entitled('H', year, `${year}-01-01`))
    await service.deliver(credit('H', 2023, 3_000))
    const late = { settledOn: '2025-01-03' }
    expect(accountPaid(await spend('H', '2023-12-31', 1_000, '/claims', late))).toBe(1_000)
    expect(await accountsOf('H')).toEqual([
      { account: 0, carriedIn: 2_000, carriedOut: 2_000 },
      { account: 2_000, carriedIn: 2_000 },
    ])
  })

  it('gives no more than it has to claims of both years that come at once', async () => {
    await service.deliver(entitled('I', 2024, '2024-01-01'), credit('I', 2024, 3_000))
    await service.deliver(entitled('I', 2025, '2025-01-01'))
    const late = { settledOn: '2025-01-03' }
    const claims = await Promise.all([
      ...['2024-12-30', '2024-12-31'].map((on) => spend('I', on, 2_000, '/claims', late)),
      spend('I', '2025-01-03', 2_000),
    ])
    const paid = claims.map(accountPaid).sort((a, b) => a - b)
    expect(paid).toEqual([0, 1_000, 2_000])
    expect((await accountsOf('I')).map(({ account }) => account)).toEqual([0, 0])
  })

  it('of whoever died pays for care before the death as long as nobody was paid it', async () => {
    const died = entitled('J', 2024, '2024-01-01')
    const persons = died.detail.data.persons.map((person) => ({
      ...person,
      spells: [spellOf('employee', '2024-01-01', '2024-12-10')],
    }))
    await service.deliver(
      { ...died, detail: { ...died.detail, data: { persons } } },
      credit('J', 2024, 10_000),
    )
    const payOut = async (amount: number, name: string) => {
      const payments = [{ payee: { kind: 'person', id: 'A' }, amount }]
      const proposed = await service.call(tokens.hefei, 'POST', '/persons/J/account-payouts', {
        key: name,
        body: { kind: 'account-inheritance', payments, document: `公证 ${name}`, on: '2025-01-09' },
      })
      const approve = (key: string) =>
        service.call(
          { ...tokens.hefei, sub: 'another' } as never,
          'POST',
          `/benefits/${String(proposed.body.benefitId)}/approval`,
          { key, body: { on: '2025-01-12' } },
        )
      return { approve }
    }
    const late = { settledOn: '2025-01-10' }
    const all = await payOut(10_000, 'all')
    expect(accountPaid(await spend('J', '2024-12-09', 4_000, '/claims', late))).toBe(4_000)
    expect((await all.approve('too-late')).body.code).toBe('account.holds-less')
    expect((await (await payOut(6_000, 'rest')).approve('in-time')).status).toBe(200)
    // Heirs keep what they were paid: what comes later is paid in cash.
    expect(accountPaid(await spend('J', '2024-12-08', 4_000, '/claims', late))).toBe(0)
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
