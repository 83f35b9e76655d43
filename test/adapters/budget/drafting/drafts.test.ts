import { describe, expect, it } from 'vitest'
import { contributionsReceived } from '#shared/contracts/contribution.ts'
import { claimsSettled } from '#shared/contracts/settlement.ts'
import { costAdditions, yearsCleared } from '../../../../services/budget/cleared-cost/store.ts'
import { eachTestItsTable } from '../../../support/dynamodb.ts'
import { group, inpatientClaim } from '../claims.ts'
import { contributionsOf } from '../contributions.ts'
import { decideQuotas } from '../decided-quotas.ts'
import type { Office } from '../office.ts'
import { openOffice } from '../office.ts'
import { openBooksIn } from '../opening-books.ts'

let office: Office
eachTestItsTable((dynamo, table) => {
  office = openOffice(dynamo.connect(), table)
})

const fund = { city: '340100', scheme: 'employee' } as const
const insured = [2025, 2026].map((year) => ({ year, heads: [0, 800, 200] }))

/** A year of 6,000 yuan of care against 10,000 of premiums, kept here from its opening to its close. */
const keepYear = async () => {
  await openBooksIn(office, {
    ...fund,
    year: 2025,
    pooledBalance: 50_000_00,
    accountBalance: 400_00,
  })
  await office.post('maker', '/budgets', {
    ...fund,
    year: 2025,
    openingBalance: 50_000_00,
    accountOpeningBalance: 400_00,
    income: { 'employer-premium': 10_000_00 },
    expenditure: { inpatient: 9_000_00, 'account-benefit': 400_00 },
  })
  await office.post('checker', '/budgets/340100/employee/2025/review')
  await office.post('province', '/budgets/340100/employee/2025/approval')
  await decideQuotas(office, {
    ...fund,
    year: 2025,
    target: 8_730_00,
    institutions: [{ institution: 'H34010001', weight: 1 }],
  })
  await office.deliver(
    contributionsReceived,
    contributionsOf(fund, [
      {
        paymentId: 'P1',
        billId: 'B',
        payer: 'employer',
        pooled: 10_000_00,
        account: 0,
        paidOn: '2025-01-10',
      },
    ]),
  )
  await office.deliver(claimsSettled, group([inpatientClaim('C1')], '2025-12'))
}
const closeYear = async () => {
  await office.post('maker', '/monthly-settlements', { ...fund, month: '2025-12', on: '2026-01-05' })
  await office.doWork()
  const open = await office.get('treasury', '/payment-orders', { ...fund, state: 'open' })
  for (const { orderId } of open.body.orders as unknown as { orderId: string }[])
    await office.post('treasury', `/payment-orders/${orderId}/confirmation`, {
      paidOn: '2026-01-20',
      treasuryRef: 'T1',
    })
  const on = '2026-01-25'
  await office.post('maker', '/year-closes', { ...fund, year: 2025, on })
  return office.post('checker', '/year-closes/340100/employee/2025/approval', { on })
}

describe('a draft', () => {
  it('takes a closed year from the ledger, begins with its balance, and records nothing', async () => {
    await keepYear()
    expect((await closeYear()).status).toBe(200)
    const before = await office.recorded()
    const { status, body } = await office.post('maker', '/drafts', { ...fund, year: 2026, insured })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      actuals: [{ year: 2025, source: 'ledger' }],
      openingMethod: 'ledger: end of 2025',
      table: {
        openingBalance: 54_000_00,
        accountOpeningBalance: 100_00,
        income: { 'employer-premium': 10_000_00 },
        expenditure: { inpatient: 6_000_00, 'upper-level-remittance': 500_00, 'account-benefit': 300_00 },
      },
      totals: { pooled: { opening: 54_000_00, current: 3_500_00, closing: 57_500_00 } },
    })
    expect(await office.recorded()).toEqual(before)
  })

  it('takes a cleared year at what it was cleared at, whenever that was booked', async () => {
    await keepYear()
    expect((await closeYear()).status).toBe(200)
    const cleared = {
      ...{ fund, year: 2025, clearedOn: '2026-04-01', statements: 1, income: 0, expenditure: -200_00 },
      ...{
        accepted: 5_800_00,
        suspended: 0,
        depositReturned: 0,
        depositForfeited: 0,
        ordered: 0,
        owedBack: 0,
      },
    }
    const costs = { inpatient: { overspend: -200_00 } }
    await office.store.write([
      yearsCleared.create(cleared),
      ...costAdditions(fund, { year: 2025, bookedIn: '2026-04', costs }),
    ])
    const { body } = await office.post('maker', '/drafts', { ...fund, year: 2026, insured })
    expect(body).toMatchObject({
      actuals: [{ year: 2025, source: 'cleared' }],
      table: { expenditure: { inpatient: 5_800_00 } },
    })
  })

  it('of a fund new here takes the years it is given, and a forecast to begin with', async () => {
    await keepYear()
    const amounts = { 'employer-premium': 8_000_00, inpatient: 5_000_00 }
    const { body } = await office.post('maker', '/drafts', {
      ...fund,
      year: 2026,
      insured: [{ year: 2024, heads: [0, 800, 200] }, ...insured],
      actuals: [{ year: 2024, amounts }],
      effects: [{ line: 'inpatient', amount: 200_00, source: 're-adjudication of 2025 under the new plan' }],
    })
    expect(body).toMatchObject({
      actuals: [{ year: 2024, source: 'given' }],
      openingMethod: 'forecast: end of 2025',
      table: { income: { 'employer-premium': 8_000_00 }, expenditure: { inpatient: 5_200_00 } },
    })
  })

  it('is refused without years or insured, and to another city', async () => {
    const none = await office.post('maker', '/drafts', { ...fund, year: 2026, insured })
    expect(none.body.code).toBe('draft.no-actuals')
    expect((await office.post('otherCity', '/drafts', { ...fund, year: 2026, insured })).status).toBe(403)
  })
})
