import { beforeEach, describe, expect, it } from 'vitest'
import { citiesPaid, citiesPaymentOrdered } from '#shared/contracts/budget.ts'
import type { SettledClaim } from '#shared/contracts/settlement.ts'
import { claimsSettled } from '#shared/contracts/settlement.ts'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import type { UnproposedMonth } from '../../../../services/budget/city-settlement/unproposed-months.ts'
import { monthsProposedLate } from '../../../../services/budget/city-settlement/unproposed-months.ts'
import { citiesRemitInTime } from '../../../../services/budget/city-settlement/waits.ts'
import { checkCities } from '../../../../services/budget/night/check-cities.ts'
import { toEvents } from '../../../../services/budget/outbox.ts'
import { institutionsArePaidInTime } from '../../../../services/budget/payment/waits.ts'
import { eachTestItsTable } from '../../../support/dynamodb.ts'
import { group, inpatientClaim, reversalOf } from '../claims.ts'
import { decideQuotas } from '../decided-quotas.ts'
import type { CallerName, Office } from '../office.ts'
import { openOffice, violationsIn } from '../office.ts'
import { openBooksIn } from '../opening-books.ts'

let office: Office
eachTestItsTable(async (dynamo, table) => {
  office = openOffice(dynamo.connect(), table)
})

const scheme = 'employee' as const
const [hefei, wuhu] = ['340100', '340200'] as const
const clerkOf = { [hefei]: 'maker', [wuhu]: 'otherCity' } as const satisfies Record<string, CallerName>
const hospitalOf = { [hefei]: 'H34010001', [wuhu]: 'H34020001' } as const
type City = keyof typeof clerkOf

const openCity = async (city: City, pooledBalance = 100_000_000) => {
  const balances = { city, scheme, year: 2025, pooledBalance, accountBalance: 0 }
  const opened = await openBooksIn(office, balances, ['province', 'provinceChecker'])
  expect(opened.status).toBe(200)
  const institutions = [{ institution: hospitalOf[city] }]
  await decideQuotas(office, { city, scheme, year: 2025, target: 20_000_000, institutions })
}

/** Stays of 7,800 yuan of one city's people in the other. */
const visit = (from: City, to: City, claims: readonly SettledClaim[], month = '2025-01') => {
  const there = claims.map((claim) => ({ ...claim, institution: hospitalOf[to], settledAt: to }))
  const told = group(there, month)
  return office.deliver(claimsSettled, { ...told, data: { ...told.data, city: from } })
}

const closeMonth = async (city: City, month = '2025-01', on = '2025-02-05') => {
  const settled = await office.post(clerkOf[city], '/monthly-settlements', { city, scheme, month, on })
  expect(settled.status).toBe(202)
  await office.doWork()
}

const propose = (month = '2025-01', on = '2025-02-20') =>
  office.post('province', '/city-settlements', { scheme, month, on })
const approve = (month = '2025-01', on = '2025-02-21', key?: string) =>
  office.post('provinceChecker', `/city-settlements/${scheme}/${month}/approval`, { on }, key)

const ordersOf = async (city: string, state: string) =>
  (await office.get('treasury', '/payment-orders', { city, scheme, state })).body.orders as unknown as {
    orderId: string
    payee: string
    amount: number
    cause: { purpose: string }
  }[]
const betweenCities = async (city: string, state: string) =>
  (await ordersOf(city, state)).filter(({ cause }) => cause.purpose === 'cities-settlement')

/** The treasury pays what is ordered between cities out of some books, and the word of it goes round as events do. */
const remit = async (city: string, paidOn: string) => {
  for (const { orderId } of await betweenCities(city, 'open')) {
    const path = `/payment-orders/${orderId}/confirmation`
    expect(await office.post('treasury', path, { paidOn, treasuryRef: `T-${orderId}` })).toMatchObject({
      status: 200,
    })
    const item = await office.store.get({ pk: `ORDER#${orderId}`, sk: 'ORDER' })
    const [paid] = toEvents([
      { sequence: '1', item: item as never, before: { ...item, state: 'open' } as never },
    ])
    for (const _ of ['once', 'again'])
      expect(await office.deliver(citiesPaid, paid?.event as never)).toBe(true)
  }
}

const balances = async (city: string, month = '2025-03') => {
  const { body } = await office.get('province', '/trial-balance', { city, scheme, month })
  const rows = body.rows as unknown as { account: string; balance: number }[]
  return Object.fromEntries(
    rows.map((row) => [row.account, row.balance]).filter(([, amount]) => amount !== 0),
  )
}
const between = async (city: string, month?: string) => {
  const { 'cities-receivable': receivable = 0, 'cities-payable': payable = 0 } = await balances(city, month)
  return { receivable, payable }
}

/** Three stays of Wuhu's people in Hefei, one the other way: Wuhu's net is 15,600 yuan. */
const january = async () => {
  await openCity(hefei)
  await openCity(wuhu)
  await visit(wuhu, hefei, [inpatientClaim('W1'), inpatientClaim('W2'), inpatientClaim('W3')])
  await visit(hefei, wuhu, [inpatientClaim('H1')])
}

describe('a month between cities', () => {
  beforeEach(january)

  it('is what closed months owe, proposed by one person of the province and approved by another', async () => {
    expect((await propose()).body.code).toBe('city-settlement.nothing-owed')
    await closeMonth(hefei)
    await closeMonth(wuhu)
    expect(
      (await office.post('maker', '/city-settlements', { scheme, month: '2025-01', on: '2025-02-20' }))
        .status,
    ).toBe(403)
    const proposed = await propose()
    expect(proposed).toMatchObject({
      status: 201,
      body: {
        status: 'proposed',
        shares: [
          { city: hefei, owes: 780_000, isOwed: 2_340_000, net: 1_560_000 },
          { city: wuhu, owes: 2_340_000, isOwed: 780_000, net: -1_560_000 },
        ],
        through: [
          { city: hefei, month: '2025-01' },
          { city: wuhu, month: '2025-01' },
        ],
      },
    })
    expect((await propose()).body).toEqual(proposed.body)
    const own = await office.post('province', `/city-settlements/${scheme}/2025-01/approval`, {
      on: '2025-02-21',
    })
    expect(own.body.code).toBe('city-settlement.same-person')
    expect(await betweenCities(wuhu, 'open')).toEqual([])
    expect(await violationsIn(office)).toEqual([])
  })

  it('that nobody proposed is told, and what settlements took is compared at night with the months of all cities', async () => {
    await closeMonth(hefei)
    await closeMonth(wuhu)
    const policy = readPolicy('shared/policy/anhui')
    const late = (on: string) => (months: readonly UnproposedMonth[]) =>
      monthsProposedLate(months, policy, on)
    // Sixty days from the end of January.
    expect((await checkCities(office.store, late('2025-04-01'))).overdue).toEqual([])
    expect((await checkCities(office.store, late('2025-04-02'))).overdue).toMatchObject([
      { wait: 'budget.city-months-are-proposed', where: '340100 employee 2025-01', amount: 780_000 },
      { where: '340200 employee 2025-01', amount: 2_340_000 },
    ])
    await propose()
    expect((await checkCities(office.store, late('2025-04-02'))).overdue).toEqual([])
    await approve()
    await office.doWork()
    expect((await checkCities(office.store)).violations).toEqual([])
    const [settlement] = (await office.recorded()).filter(({ kind }) => kind === 'city-settlement')
    const planted = { ...settlement, approved: settlement?.proposed, debts: [] }
    await office.store.write([
      { kind: 'replace', item: planted as never, version: Number(settlement?.version) },
    ])
    const found = (await checkCities(office.store)).violations.map(({ invariant }) => invariant)
    expect(new Set(found)).toEqual(new Set(['budget.cities-settle-once', 'budget.cities-settle-by-two']))
  })

  it('is paid through the province: one order of the payer, passed on as it comes in, and nothing is left', async () => {
    await closeMonth(hefei)
    await closeMonth(wuhu)
    await propose()
    expect((await approve()).status).toBe(202)
    await office.doWork()
    expect(await betweenCities(wuhu, 'open')).toMatchObject([
      { payee: '340000', amount: 1_560_000, dueOn: '2025-03-13', payeeKind: 'office' },
    ])
    expect(await betweenCities('340000', 'awaiting-funds')).toMatchObject([
      { payee: hefei, amount: 1_560_000 },
    ])
    expect(await between(wuhu)).toEqual({ receivable: 0, payable: -1_560_000 })
    expect(await between(hefei)).toEqual({ receivable: 1_560_000, payable: 0 })
    expect(await between('340000')).toEqual({ receivable: 1_560_000, payable: -1_560_000 })
    expect(await violationsIn(office)).toEqual([])

    await remit(wuhu, '2025-03-01')
    expect(await between(wuhu)).toEqual({ receivable: 0, payable: 0 })
    expect(await betweenCities('340000', 'open')).toMatchObject([{ payee: hefei, amount: 1_560_000 }])
    expect(await violationsIn(office)).toEqual([])
    const before = (await balances(hefei))['special-account'] ?? 0
    await remit('340000', '2025-03-03')
    expect(await between(hefei)).toEqual({ receivable: 0, payable: 0 })
    expect((await balances(hefei))['special-account']).toBe(before + 1_560_000)
    expect(await balances('340000')).toEqual({})
    expect(await violationsIn(office)).toEqual([])

    const share = await office.get('otherCity', `/city-shares/${wuhu}/${scheme}/2025-01`)
    expect(share.body).toMatchObject({ owes: 2_340_000, isOwed: 780_000, net: -1_560_000 })
    expect((await office.get('otherCity', `/city-shares/${hefei}/${scheme}/2025-01`)).status).toBe(403)
    const { body } = await office.get('province', `/city-settlements/${scheme}/2025-01`)
    expect(body.booked).toMatchObject([{ city: hefei }, { city: wuhu }])
  })

  it('is booked once in every city, however often its units come and wherever they are killed', async () => {
    await closeMonth(hefei)
    await closeMonth(wuhu)
    await propose()
    for (const writes of [1, 2, 3]) {
      office.crashAfter(writes)
      await approve('2025-01', '2025-02-21', `approval-${writes}`)
      office.crashAfter(Number.POSITIVE_INFINITY)
    }
    expect((await approve('2025-01', '2025-02-22', 'another-day')).status).toBe(202)
    const units = [...office.units, ...office.units]
    office.units.length = 0
    for (const [index, unit] of units.entries()) {
      office.crashAfter(1 + (index % 2))
      await office.does(unit).catch(() => undefined)
      office.crashAfter(Number.POSITIVE_INFINITY)
    }
    for (const unit of units.reverse()) await office.does(unit)
    expect(await betweenCities(wuhu, 'open')).toHaveLength(1)
    expect(await betweenCities('340000', 'awaiting-funds')).toHaveLength(1)
    expect(await violationsIn(office)).toEqual([])
  })

  it('leaves a month that a city closed late, and what was reversed, to the next settlement', async () => {
    await closeMonth(wuhu)
    await propose()
    await approve()
    await office.doWork()
    expect(await betweenCities(wuhu, 'open')).toMatchObject([{ amount: 2_340_000 }])
    await visit(wuhu, hefei, [reversalOf(inpatientClaim('W1'))], '2025-01')
    await closeMonth(hefei)
    await closeMonth(wuhu, '2025-02', '2025-03-05')
    const next = await propose('2025-02', '2025-03-20')
    expect(next.body).toMatchObject({
      debts: [
        { from: hefei, to: wuhu, amount: 780_000 },
        { from: wuhu, to: hefei, amount: -780_000 },
      ],
      shares: [
        { city: hefei, net: -1_560_000 },
        { city: wuhu, net: 1_560_000 },
      ],
    })
    await approve('2025-02', '2025-03-21')
    await office.doWork()
    expect(await violationsIn(office)).toEqual([])
    await remit(wuhu, '2025-03-25')
    await remit(hefei, '2025-03-25')
    await remit('340000', '2025-03-26')
    expect(await between(hefei, '2025-04')).toEqual({ receivable: 0, payable: 0 })
    expect(await between(wuhu, '2025-04')).toEqual({ receivable: 0, payable: 0 })
    expect(await violationsIn(office)).toEqual([])
  })

  it('tells of a city that remits late, and not as of an institution that was not paid', async () => {
    await closeMonth(hefei)
    await closeMonth(wuhu)
    await propose()
    await approve()
    await office.doWork()
    const orders = (await office.recorded()).filter(({ kind }) => kind === 'payment-order')
    const late = orders.flatMap((order) => citiesRemitInTime.waits(order) ?? [])
    expect(late.map(({ until, amount }) => [until, amount])).toEqual([
      ['2025-03-13', 1_560_000],
      ['2025-03-13', 1_560_000],
    ])
    const institutions = orders.flatMap((order) => institutionsArePaidInTime.waits(order) ?? [])
    expect(institutions.map(({ until }) => until)).toEqual(['2025-03-14', '2025-03-14'])
  })

  it('asks the treasury in words of its own, once for each order', async () => {
    await closeMonth(hefei)
    await closeMonth(wuhu)
    await propose()
    await approve()
    await office.doWork()
    const [order] = await betweenCities(wuhu, 'open')
    const item = await office.store.get({ pk: `ORDER#${order?.orderId}`, sk: 'ORDER' })
    const told = toEvents([{ sequence: '1', item: item as never }])
    expect(told).toMatchObject([
      {
        contract: citiesPaymentOrdered,
        event: {
          data: { from: wuhu, to: '340000', amount: 1_560_000, settlementId: `CS-${scheme}-2025-01` },
        },
      },
    ])
  })
})
