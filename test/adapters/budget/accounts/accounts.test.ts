import { describe, expect, it } from 'vitest'
import { contributionsReceived, incomeSwept } from '#shared/contracts/contribution.ts'
import { claimsSettled } from '#shared/contracts/settlement.ts'
import { eachTestItsTable } from '../../../support/dynamodb.ts'
import { group, inpatientClaim } from '../claims.ts'
import { contributionsOf } from '../contributions.ts'
import { decideQuotas } from '../decided-quotas.ts'
import type { Office } from '../office.ts'
import { openOffice, violationsIn } from '../office.ts'
import { openBooksIn } from '../opening-books.ts'

let office: Office
const openAnother = eachTestItsTable((dynamo, table) => {
  office = openOffice(dynamo.connect(), table)
})

const fund = { city: '340100', scheme: 'employee' } as const
const month = (wanted = '2025-01') => ({ ...fund, month: wanted })

const open = () =>
  openBooksIn(office, { ...fund, year: 2025, pooledBalance: 1_000_00, accountBalance: 100_00 })
const pay = () =>
  office.deliver(
    contributionsReceived,
    contributionsOf(fund, [
      {
        paymentId: 'P1',
        billId: 'B',
        payer: 'province',
        pooled: 500_00,
        account: 0,
        paidOn: '2025-01-10',
      },
    ]),
  )
const interest = {
  ...fund,
  on: '2025-01-21',
  reason: 'interest of the fourth quarter',
  movements: { 'special-account': 12_34, interest: -12_34 },
}
const draft = async (body: object, key = 'V1') => office.post('maker', '/vouchers', body, key)
const approve = (voucherId: unknown, by: 'maker' | 'checker' = 'checker') =>
  office.post(by, `/vouchers/340100/employee/${voucherId}/approval`)
const entries = async (wanted = '2025-01') =>
  (await office.get('maker', '/journal', month(wanted))).body.entries as unknown as {
    entryId: string
    reason: string
    month: string
    belongsTo?: string
    corrects?: object
  }[]

describe('the statements of a fund', () => {
  it('are read as JSON, and balance', async () => {
    await open()
    await pay()
    await office.deliver(claimsSettled, group([inpatientClaim('C1')]))
    const sheet = (await office.get('maker', '/balance-sheet', month())).body
    // 1,100.00 in the special account, 500.00 in the income account, 1,500.00 owed by insurer and aid for the claim.
    expect(sheet.totals).toEqual({
      assets: { yearStart: 1_100_00, end: 3_100_00 },
      liabilities: { yearStart: 0, end: 7_800_00 },
      balances: { yearStart: 1_100_00, end: -4_700_00 },
    })
    const statement = (await office.get('maker', '/income-statement', month())).body
    expect(statement.pooled).toMatchObject({
      year: { opening: 1_000_00, income: 500_00, expenditure: 6_000_00, closing: -4_500_00 },
    })
    expect(statement.account).toMatchObject({ year: { opening: 100_00, expenditure: 300_00 } })
    expect((await office.get('maker', '/trial-balance', month())).body.imbalance).toBe(0)
  })

  it.each([
    ['trial-balance', 'csv', 'text/csv; charset=utf-8'],
    ['income-statement', 'csv', 'text/csv; charset=utf-8'],
    ['balance-sheet', 'xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ])('are saved as files: %s as %s', async (statement, format, type) => {
    await open()
    const { status, body } = await office.get('maker', `/${statement}`, { ...month(), format })
    expect(status).toBe(200)
    expect(body.headers).toMatchObject({
      'content-type': type,
      'content-disposition': `attachment; filename="${statement}-340100-employee-2025-01.${format}"`,
    })
    const bytes = Buffer.from(String(body.file), 'base64')
    expect(bytes.subarray(0, 2).toString('latin1')).toBe(format === 'xlsx' ? 'PK' : '\u00ef\u00bb')
  })

  it('are read by their own city only', async () => {
    for (const statement of ['trial-balance', 'income-statement', 'balance-sheet'])
      expect((await office.get('otherCity', `/${statement}`, month())).status).toBe(403)
  })
})

describe('a voucher', () => {
  it('is booked by another hand than drafted it, once', async () => {
    const { status, body } = await draft(interest)
    expect([status, body.status]).toEqual([201, 'drafted'])
    expect((await draft(interest)).body.voucherId).toBe(body.voucherId)
    expect(await entries()).toEqual([])
    expect((await approve(body.voucherId, 'maker')).body.code).toBe('voucher.maker-is-checker')
    expect((await approve(body.voucherId)).body).toMatchObject({ status: 'booked', month: '2025-01' })
    expect((await approve(body.voucherId)).body).toMatchObject({ status: 'booked' })
    expect(await entries()).toEqual([expect.objectContaining({ reason: 'voucher', month: '2025-01' })])
    expect((await office.get('maker', '/vouchers', { ...fund })).body.vouchers).toHaveLength(1)
    expect(await violationsIn(office)).toEqual([])
  })

  it('approved by two at the same time is booked once', async () => {
    const { body } = await draft(interest)
    await Promise.all([approve(body.voucherId), approve(body.voucherId)])
    expect(await entries()).toHaveLength(1)
    expect(await violationsIn(office)).toEqual([])
  })

  it('killed after any write and sent again is booked once', async () => {
    for (let kill = 1; kill <= 2; kill += 1) {
      if (kill > 1) await openAnother()
      office.crashAfter(kill)
      const drafted = await draft(interest)
      const { body } = drafted.status === 201 ? drafted : await draft(interest)
      await approve(body.voucherId)
      expect((await approve(body.voucherId)).body.status).toBe('booked')
      expect(await entries()).toHaveLength(1)
      expect(await violationsIn(office)).toEqual([])
    }
  })

  it('takes no more out of the special account than there is', async () => {
    const costs = { ...interest, movements: { 'special-account': -12_34, 'transfer-out': 12_34 } }
    const { body } = await draft(costs)
    expect((await approve(body.voucherId)).body.code).toBe('voucher.no-funds')
    await open()
    expect((await approve(body.voucherId)).body.status).toBe('booked')
    expect(await violationsIn(office)).toEqual([])
  })

  it('is its own city’s only', async () => {
    expect((await office.post('otherCity', '/vouchers', interest)).status).toBe(403)
  })
})

describe('a correction', () => {
  it('of a closed month is an entry of an open one that names what it corrects, which stays as it was', async () => {
    await open()
    await pay()
    await office.deliver(incomeSwept, {
      id: 'income-swept:S1',
      occurredOn: '2025-01-31',
      data: { ...fund, sweepId: 'S1', fundYear: 2025, amount: 500_00, sweptOn: '2025-01-31' },
    })
    await decideQuotas(office, {
      ...fund,
      year: 2025,
      target: 1_000_00,
      institutions: [{ institution: 'H34010001', weight: 1 }],
    })
    await office.post('maker', '/monthly-settlements', { ...month(), on: '2025-02-05' })
    await office.doWork()
    const wrong = (await entries()).find(({ reason }) => reason === 'contribution-received')
    const { body } = await draft({
      ...fund,
      on: '2025-01-31',
      reason: 'the subsidy was the city’s',
      corrects: { period: '2025-01', entryId: wrong?.entryId },
      movements: { 'province-subsidy': 500_00, 'city-subsidy': -500_00 },
    })
    expect((await approve(body.voucherId)).body).toMatchObject({ status: 'booked', month: '2025-02' })
    expect((await entries()).find(({ entryId }) => entryId === wrong?.entryId)).toEqual(wrong)
    expect(await entries('2025-02')).toContainEqual(
      expect.objectContaining({
        reason: 'correction',
        belongsTo: '2025-01',
        corrects: { period: '2025-01', entryId: wrong?.entryId },
      }),
    )
    const closes = (await office.get('maker', '/month-closes/340100/employee/2025')).body.periods
    expect(closes).toEqual([
      {
        period: '2025-01',
        entries: 3,
        imbalance: 0,
        closedOn: '2025-02-05',
        closedBy: 'MS-340100-employee-2025-01',
      },
      { period: '2025-02', entries: 1, imbalance: 0, closedOn: null, closedBy: null },
    ])
    expect(await violationsIn(office)).toEqual([])
  })

  it('names an entry that is there', async () => {
    const corrects = { period: '2025-01', entryId: 'E-none' }
    expect((await draft({ ...interest, corrects })).body.code).toBe('voucher.corrects-unknown')
  })
})
