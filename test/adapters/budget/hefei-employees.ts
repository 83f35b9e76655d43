import { contributionsOf } from './contributions.ts'
import { decideQuotas } from './decided-quotas.ts'
import type { Office } from './office.ts'
import { openBooksIn } from './opening-books.ts'

/** The fund that these tests are about: the employees of Hefei. */
export const fund = { city: '340100', scheme: 'employee' } as const

/** What the office does with the fund, and what it shows of it; `current` is the office of the test under way. */
export const openFund = (current: () => Office) => {
  const orders = async (state: string) =>
    (await current().get('treasury', '/payment-orders', { ...fund, state })).body.orders as unknown as {
      orderId: string
      amount: number
      state: string
      orderedOn: string
    }[]
  const statements = async (month: string) =>
    (await current().get('maker', '/statements', { ...fund, month })).body.statements as unknown as object[]

  const open = (pooledBalance: number) =>
    openBooksIn(current(), { ...fund, year: 2025, pooledBalance, accountBalance: 0 })
  /** A year's quota of 1.2 million yuan for one hospital: 98,400 yuan in January by the seasonal weights. */
  const publishQuotas = (target = 120_000_000) =>
    decideQuotas(current(), {
      ...fund,
      year: 2025,
      target,
      institutions: [{ institution: 'H34010001', weight: 1 }],
    })
  const approveBudget = async (inpatient = 90_000_000) => {
    await current().post('maker', '/budgets', {
      ...fund,
      year: 2025,
      openingBalance: 10_000_000,
      income: { 'employer-premium': 100_000_000, 'account-premium': 2_000_000 },
      expenditure: {
        inpatient,
        'serious-illness-premium': 1_000_000,
        'account-benefit': 1_000_000,
      },
    })
    await current().post('checker', '/budgets/340100/employee/2025/review')
    return current().post('province', '/budgets/340100/employee/2025/approval')
  }
  const settle = async (month: string, on: string) => {
    const answer = await current().post('maker', '/monthly-settlements', { ...fund, month, on })
    await current().doWork()
    return answer
  }
  const confirmAll = async (paidOn: string) => {
    for (const { orderId } of await orders('open'))
      await current().post('treasury', `/payment-orders/${orderId}/confirmation`, {
        paidOn,
        treasuryRef: `T-${orderId}`,
      })
  }

  /** The maker proposes to close the year, the checker closes it; answers why not, or the closed year. */
  const closeYear = async (on: string, year = 2025) => {
    const proposed = await current().post('maker', '/year-closes', { ...fund, year, on })
    if (proposed.status !== 201) return proposed
    return current().post('checker', `/year-closes/${fund.city}/${fund.scheme}/${year}/approval`, { on })
  }

  return { closeYear, orders, statements, open, publishQuotas, approveBudget, settle, confirmAll }
}

/** A payment of the pool or, with `account`, of personal accounts. */
export const received = (paymentId: string, pooled: number, account: number, paidOn = '2025-01-10') => {
  const payer = account > 0 ? ('individual' as const) : ('employer' as const)
  return contributionsOf(fund, [{ paymentId, billId: 'E-1-2025-01', payer, pooled, account, paidOn }])
}
/** A sweep of the income account. */
export const swept = (sweepId: string, amount: number, sweptOn = '2025-01-31') => ({
  id: `income-swept:${sweepId}`,
  occurredOn: sweptOn,
  data: { ...fund, sweepId, fundYear: 2025, amount, sweptOn },
})
