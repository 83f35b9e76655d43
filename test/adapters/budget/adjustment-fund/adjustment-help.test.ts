import { describe, expect, it } from 'vitest'
import {
  allocationApproved,
  allocationDisbursed,
  allocationLapsed,
  levyAssessed,
} from '#shared/contracts/adjustment-fund.ts'
import { gapShares } from '../../../../services/budget/adjustment-fund/store.ts'
import { eachTestItsTable } from '../../../support/dynamodb.ts'
import type { Office } from '../office.ts'
import { openOffice, violationsIn } from '../office.ts'

let office: Office
eachTestItsTable((dynamo, table) => {
  office = openOffice(dynamo.connect(), table)
})

const fund = { city: '340100', scheme: 'resident' } as const
const ofGap = { ...fund, year: 2025 }
/** 5,000.00 yuan of a gap of 2025 are approved on 20 February, of which the account could pay 4,000.00 in March. */
const approved = {
  ...{ id: 'G1', occurredOn: '2026-02-20' },
  data: { ...ofGap, applicationId: 'G1', amount: 500_000, approvedOn: '2026-02-20' },
}
const paid = (amount = 400_000) => ({
  ...{ id: 'A1', occurredOn: '2026-03-01' },
  data: { ...ofGap, allocationId: 'A1', amount, approved: 500_000, disbursedOn: '2026-03-01' },
})
const approve = () => office.deliver(allocationApproved, approved)
const pay = (amount?: number) => office.deliver(allocationDisbursed, paid(amount))

type Row = { readonly account: string; readonly balance: number }
/** What the accounts of the help stand at in a month, income positive. */
const balances = async (month: string) => {
  const { body } = await office.get('maker', '/trial-balance', { ...fund, month })
  const of = (account: string) =>
    (body.rows as unknown as readonly Row[]).find((row) => row.account === account)?.balance ?? 0
  return {
    owed: of('adjustment-fund-receivable'),
    income: 0 - of('upper-level-subsidy'),
    money: of('special-account'),
  }
}

describe('the adjustment fund’s help', () => {
  it('is owed and income from the day it is approved, and owed no more when it comes', async () => {
    await approve()
    expect(await balances('2026-02')).toEqual({ owed: 500_000, income: 500_000, money: 0 })
    await pay(500_000)
    expect(await balances('2026-02')).toEqual({ owed: 500_000, income: 500_000, money: 0 })
    expect(await balances('2026-03')).toEqual({ owed: 0, income: 500_000, money: 500_000 })
    expect(await violationsIn(office)).toEqual([])
  })

  it('is income only as far as it comes, where the fund cannot meet all shares', async () => {
    await approve()
    await pay()
    expect(await balances('2026-03')).toEqual({ owed: 0, income: 400_000, money: 400_000 })
    const { body } = await office.get('maker', '/execution/340100/resident/2026')
    expect(body).toMatchObject({ income: 400_000 })
  })

  it('comes to the same whichever is told first, and however often', async () => {
    await pay()
    expect(await balances('2026-03')).toEqual({ owed: -500_000, income: -100_000, money: 400_000 })
    await Promise.all([approve(), approve(), pay()])
    expect(await balances('2026-03')).toEqual({ owed: 0, income: 400_000, money: 400_000 })
    expect(await violationsIn(office)).toEqual([])
  })

  it('is booked once by a service that is killed right after', async () => {
    for (const step of [approve, pay]) {
      office.crashAfter(1)
      expect(await step()).toBe(false)
      expect(await step()).toBe(true)
    }
    expect(await balances('2026-03')).toEqual({ owed: 0, income: 400_000, money: 400_000 })
  })

  it('stays owed as far as it is carried: each payment settles its own part, and what lapses is income no more', async () => {
    await approve()
    await office.deliver(allocationDisbursed, {
      ...paid(),
      data: { ...paid().data, amount: 300_000, approved: 300_000 },
    })
    expect(await balances('2026-03')).toEqual({ owed: 200_000, income: 500_000, money: 300_000 })
    const lapsed = { lapseId: 'LA1', applicationId: 'G1', ...ofGap, amount: 200_000, lapsedOn: '2026-04-02' }
    for (const _ of ['once', 'again'])
      await office.deliver(allocationLapsed, { id: 'LA1', occurredOn: '2026-04-02', data: lapsed })
    expect(await balances('2026-04')).toEqual({ owed: 0, income: 300_000, money: 300_000 })
    expect(await violationsIn(office)).toEqual([])
  })

  it('is owed back where final accounts leave less: income no more, and an order to the treasury', async () => {
    await approve()
    await pay(500_000)
    const data = {
      ...{ ...ofGap, levyId: 'CB-resident-2025-340100', base: 500_000, amount: 80_000 },
      ...{ assessedOn: '2026-05-06', clawbackOf: 'G1' },
    }
    for (const _ of ['once', 'again'])
      await office.deliver(levyAssessed, { id: data.levyId, occurredOn: '2026-05-06', data })
    expect(await balances('2026-05')).toEqual({ owed: 0, income: 420_000, money: 420_000 })
    const orders = await office.get('maker', '/payment-orders', { ...fund, state: 'open' })
    expect(orders.body.orders).toMatchObject([
      { amount: 80_000, year: 2026, cause: { purpose: 'adjustment-fund-levy', levyId: data.levyId } },
    ])
    expect(await violationsIn(office)).toEqual([])
  })

  it('keeps who bears the gap with what is owed of it', async () => {
    const borne = { gap: 900_000, own: 200_000, local: 100_000, ineligible: 100_000 }
    await office.deliver(allocationApproved, { ...approved, data: { ...approved.data, borne } })
    const [share] = (await Array.fromAsync(office.store.scan())).filter(gapShares.is)
    expect(share).toMatchObject({ ...borne, fromFund: 500_000, applicationId: 'G1', year: 2025 })
  })

  it('moves by its events alone, and by nobody’s hand', async () => {
    const { status, body } = await office.post('maker', '/vouchers', {
      ...{ ...fund, on: '2026-02-21', reason: 'accrued by hand' },
      movements: { 'adjustment-fund-receivable': 100, 'upper-level-subsidy': -100 },
    })
    expect([status, body.code]).toEqual([422, 'voucher.account-led-elsewhere'])
  })
})
