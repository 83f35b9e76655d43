import { concurrently } from '../concurrently.ts'
import type { Context, Fund } from '../context.ts'
import { fundName } from '../context.ts'
import { amountIn } from '../inputs.ts'
import { cityClerk, cityReviewer, provinceApprover } from '../roles.ts'
import { negotiateQuotas } from './negotiate-quotas.ts'
import { sendBudget } from './send-budget.ts'

const isOf =
  ({ city, scheme }: Fund) =>
  (row: { readonly city: string; readonly scheme: string }): boolean =>
    row.city === city && row.scheme === scheme

const openFund = async ({ client, inputs, year }: Context, fund: Fund): Promise<void> => {
  const row = inputs.openings.find(isOf(fund))
  if (!row) return
  const path = '/v1/budget/openings'
  const key = `opening-${fundName(fund)}-${year}`
  const balances = {
    year,
    pooledBalance: amountIn('openings', row, 'pooled_balance'),
    accountBalance: amountIn('openings', row, 'account_balance'),
  }
  const { city, scheme } = fund
  await client.command(cityClerk(city), 'POST', path, key, { ...fund, ...balances })
  const approval = `${path}/${city}/${scheme}/approval`
  await client.command(cityReviewer(city), 'POST', approval, `${key}-approval`, balances)
}

const linesOf = ({ inputs }: Context, fund: Fund, kind: 'income' | 'expenditure') =>
  Object.fromEntries(
    inputs.budgets
      .filter((row) => isOf(fund)(row) && row.kind === kind)
      .map((row) => [row.line, amountIn('budgets', row, 'amount')]),
  )

/** The clerk compiles, a colleague reviews, the province approves. Each signature is of another person. */
const approveBudget = async (context: Context, fund: Fund): Promise<void> => {
  const { client, inputs, year } = context
  const opening = inputs.openings.find(isOf(fund))
  const key = `budget-${fundName(fund)}-${year}`
  const path = `/v1/budget/budgets/${fund.city}/${fund.scheme}/${year}`
  const body = {
    ...fund,
    year,
    openingBalance: opening ? amountIn('openings', opening, 'pooled_balance') : 0,
    income: linesOf(context, fund, 'income'),
    expenditure: linesOf(context, fund, 'expenditure'),
  }
  const reason = '参保人员医疗费用高于收入'
  await sendBudget(context, fund, { path: '/v1/budget/budgets', key, body, reason })
  await client.command(cityReviewer(fund.city), 'POST', `${path}/review`, `${key}-review`)
  await client.command(provinceApprover, 'POST', `${path}/approval`, `${key}-approval`)
}

/** Opens every fund, has its budget approved and its quotas negotiated. Agreements are signed by then. */
export const planFunds = (context: Context): Promise<void> =>
  context.phase('openings, budgets, quotas', async ({ expect, done }) => {
    expect(context.funds.length)
    await concurrently(context.funds, context.atATime, async (fund) => {
      await openFund(context, fund)
      await approveBudget(context, fund)
      await negotiateQuotas(context, fund)
      done()
    })
  })
