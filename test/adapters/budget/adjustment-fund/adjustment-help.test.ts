import { describe, expect, it } from 'vitest'
import { allocationApproved, allocationDisbursed } from '#shared/contracts/adjustment-fund.ts'
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

  it('moves by its events alone, and by nobody’s hand', async () => {
    const { status, body } = await office.post('maker', '/vouchers', {
      ...{ ...fund, on: '2026-02-21', reason: 'accrued by hand' },
      movements: { 'adjustment-fund-receivable': 100, 'upper-level-subsidy': -100 },
    })
    expect([status, body.code]).toEqual([422, 'voucher.account-led-elsewhere'])
  })
})
