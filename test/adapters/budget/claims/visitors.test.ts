import { describe, expect, it } from 'vitest'
import { claimsSettled, type SettledClaim } from '#shared/contracts/settlement.ts'
import { claimsRecovered } from '#shared/contracts/supervision.ts'
import { eachTestItsTable } from '../../../support/dynamodb.ts'
import { group, inpatientClaim, reversalOf } from '../claims.ts'
import { decideQuotas } from '../decided-quotas.ts'
import { openFund } from '../hefei-employees.ts'
import type { Office } from '../office.ts'
import { openOffice, violationsIn } from '../office.ts'
import { openBooksIn } from '../opening-books.ts'

let office: Office
eachTestItsTable(async (dynamo, table) => {
  office = openOffice(dynamo.connect(), table)
})
const { open, orders, publishQuotas, settle, statements, confirmAll } = openFund(() => office)

const wuhu = { city: '340200', scheme: 'employee' } as const
const hefei = { city: '340100', scheme: 'employee' } as const
const institution = 'H34010001'

/** A stay of a person of Wuhu in a hospital of Hefei: 7,800 yuan owed by Wuhu's fund. */
const inHefei = (claimId: string): SettledClaim => ({ ...inpatientClaim(claimId), settledAt: '340100' })
const ofWuhu = (claims: readonly SettledClaim[], month = '2025-01') => {
  const told = group(claims, month)
  return { ...told, data: { ...told.data, city: '340200' } }
}
const visit = (claims: readonly SettledClaim[], month?: string) =>
  office.deliver(claimsSettled, ofWuhu(claims, month))

const balances = async (fund: { city: string; scheme: string }, month = '2025-01') => {
  const { body } = await office.get('province', '/trial-balance', { ...fund, month })
  const rows = body.rows as unknown as { account: string; balance: number }[]
  return Object.fromEntries(
    rows.map((row) => [row.account, row.balance]).filter(([, amount]) => amount !== 0),
  )
}

/** A recovery of 1,000 yuan of a claim. */
const recovery = {
  id: 'recovery:RC-1',
  occurredOn: '2025-02-10',
  data: {
    ...{ recoveryId: 'RC-1', caseId: `${institution}.a`, ...wuhu, institution, orderedOn: '2025-02-10' },
    parts: [
      {
        ...{ claimId: 'V1', care: 'inpatient', settledAt: '340100' },
        ...{ basic: 90_000, seriousIllness: 0, medicalAid: 10_000, supplement: 0 },
      },
    ],
  },
}

describe('a claim of Wuhu’s people in Hefei', () => {
  it('is Wuhu’s expenditure and owed to Hefei, which owes its hospital what Wuhu owes it and spends nothing', async () => {
    expect(await visit([inHefei('V1')])).toBe(true)
    expect(await balances(wuhu)).toEqual({
      'serious-illness-receivable': 100_000,
      'medical-aid-receivable': 50_000,
      inpatient: 600_000,
      'account-benefit': 30_000,
      'cities-payable': -780_000,
    })
    expect(await balances(hefei)).toEqual({ 'cities-receivable': 780_000, 'visitors-payable': -780_000 })
    expect(await violationsIn(office)).toEqual([])
  })

  it('is booked once on each side, however its groups are cut, whatever comes first, and after every crash', async () => {
    const [first, second, back] = [inHefei('V1'), inHefei('V2'), reversalOf(inHefei('V1'))]
    for (const writes of [1, 2, 3]) {
      office.crashAfter(writes)
      await visit([back])
      office.crashAfter(Number.POSITIVE_INFINITY)
    }
    expect(await visit([back])).toBe(true)
    office.crashAfter(1)
    expect(await visit([first, second])).toBe(false)
    expect(await balances(hefei)).toEqual({ 'cities-receivable': -780_000, 'visitors-payable': 780_000 })
    expect(await visit([second])).toBe(true)
    expect(await visit([second, first])).toBe(true)
    expect(await visit([first, second])).toBe(true)
    expect(await balances(wuhu)).toMatchObject({ inpatient: 600_000, 'cities-payable': -780_000 })
    expect(await balances(hefei)).toEqual({ 'cities-receivable': 780_000, 'visitors-payable': -780_000 })
    expect(await violationsIn(office)).toEqual([])
  })

  it('that is recovered leads back to both: the hospital owes Hefei, Hefei owes Wuhu', async () => {
    await visit([inHefei('V1')])
    office.crashAfter(1)
    expect(await office.deliver(claimsRecovered, recovery)).toBe(false)
    expect(await office.deliver(claimsRecovered, recovery)).toBe(true)
    expect(await office.deliver(claimsRecovered, recovery)).toBe(true)
    expect(await balances(wuhu, '2025-02')).toMatchObject({
      'medical-aid-receivable': 40_000,
      inpatient: 510_000,
      'cities-payable': -680_000,
    })
    expect(await balances(hefei, '2025-02')).toEqual({
      'cities-receivable': 680_000,
      'visitors-payable': -680_000,
    })
    expect(await violationsIn(office)).toEqual([])
  })

  it('outside the province is owed to the national clearing, and booked in no other city', async () => {
    await visit([{ ...inpatientClaim('V1', 'H32010001'), settledAt: '320100' }])
    expect(await balances(wuhu)).toMatchObject({ inpatient: 600_000, 'provinces-payable': -780_000 })
    expect((await office.recorded()).filter(({ kind }) => kind === 'visit-posted')).toEqual([])
    expect(await violationsIn(office)).toEqual([])
  })

  it('is shown on the way down from Wuhu’s line, with the place of care', async () => {
    await visit([inHefei('V1')])
    const path = '/execution/340200/employee/2025/lines/inpatient'
    const { body } = await office.get('province', path, { month: '2025-01' })
    expect(body.institutions).toMatchObject([{ institution, treatedIn: '340100', amount: 600_000 }])
  })
})

describe('a month of a hospital of Hefei with people of Wuhu', () => {
  it('is paid by Hefei as claimed, under an order of its own, outside the quota; Wuhu orders nothing to it', async () => {
    await publishQuotas()
    await open(10_000_000)
    await office.deliver(claimsSettled, group([inpatientClaim('C1')]))
    await visit([inHefei('V1'), inHefei('V2')])
    await settle('2025-01', '2025-02-10')
    // Its own claim: 6,000 of the pool less 5 % and 1,800 of others, whatever came from Wuhu.
    expect(await statements('2025-01')).toMatchObject([
      {
        ...{ claimed: 780_000, within: 600_000, deposit: 30_000, ordered: 750_000 },
        visitors: { claimed: 1_560_000, carriedBefore: 0, carried: 0, ordered: 1_560_000 },
      },
    ])
    const given = await orders('open')
    expect(given.map(({ amount }) => amount).sort()).toEqual([1_560_000, 750_000])
    await confirmAll('2025-02-12')
    expect(await balances(hefei, '2025-02')).toMatchObject({
      'cities-receivable': 1_560_000,
      'special-account': 10_000_000 - 2_310_000,
    })
    expect(await balances(hefei, '2025-02')).not.toHaveProperty('visitors-payable')

    const institutions = [{ institution: 'H34020001' }]
    await decideQuotas(office, { ...wuhu, year: 2025, target: 1_000_000, institutions })
    const opening = { ...wuhu, year: 2025, pooledBalance: 10_000_000, accountBalance: 0 }
    await openBooksIn(office, opening, ['province', 'provinceChecker'])
    const month = { ...wuhu, month: '2025-01', on: '2025-02-10' }
    expect((await office.post('otherCity', '/monthly-settlements', month)).status).toBe(202)
    await office.doWork()
    const { body } = await office.get('treasury', '/payment-orders', { ...wuhu, state: 'open' })
    expect(body.orders).toEqual([])
    expect(await violationsIn(office)).toEqual([])
  })

  it('waits for money like any other, and carries what was reversed after it was paid', async () => {
    await publishQuotas()
    await open(800_000)
    await visit([inHefei('V1')])
    await settle('2025-01', '2025-02-10')
    await confirmAll('2025-02-12')
    await visit([reversalOf(inHefei('V1'))], '2025-02')
    await settle('2025-02', '2025-03-10')
    expect(await statements('2025-02')).toMatchObject([{ visitors: { carried: -780_000, ordered: 0 } }])
    await visit([inHefei('V2'), inHefei('V3')], '2025-03')
    await settle('2025-03', '2025-04-10')
    expect(await statements('2025-03')).toMatchObject([{ visitors: { carried: 0, ordered: 780_000 } }])
    expect(await orders('awaiting-funds')).toMatchObject([
      { amount: 780_000, cause: { purpose: 'visitors-settlement', month: '2025-03' } },
    ])
    expect(await violationsIn(office)).toEqual([])
  })

  it('may be contested like its own claims, and a correction from Wuhu ends the work on it', async () => {
    await publishQuotas()
    await open(10_000_000)
    await visit([inHefei('V1')])
    await settle('2025-01', '2025-02-10')
    const path = `/statements/340100/employee/2025-01/${institution}`
    const items = [{ claimId: 'V1', reason: 'the level was wrong' }]
    expect(await office.post('hospital', `${path}/answer`, { on: '2025-02-10', items })).toMatchObject({
      status: 200,
    })
    const upheld = { on: '2025-02-20', items: [{ claimId: 'V1', outcome: 'upheld', reason: 'it was' }] }
    expect((await office.post('maker', `${path}/decision`, upheld)).status).toBe(200)
    const correction = `/upheld-claims/340100/employee/2025-01/${institution}/V1/correction`
    const by = { on: '2025-03-01', claimId: 'V1-R', month: '2025-02' }
    expect((await office.post('maker', correction, by)).body.code).toBe('upheld-claim.not-corrected')
    await visit([reversalOf(inHefei('V1'))], '2025-02')
    expect((await office.post('maker', correction, { ...by, on: '2025-03-02' })).status).toBe(200)
    expect(await violationsIn(office)).toEqual([])
  })
})
