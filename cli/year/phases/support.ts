import { sum } from '#shared/money/fen.ts'
import { concurrently } from '../concurrently.ts'
import type { Context, Fund } from '../context.ts'
import { fundName } from '../context.ts'
import { cityClerk, cityReviewer, treasury } from '../roles.ts'
import { payOrders } from './pay-institutions.ts'
import { payProvince } from './settle-cities.ts'

/** What a fund ordered and has no money for. */
const waitingIn = async ({ client }: Context, fund: Fund): Promise<number> => {
  const asked = { ...fund, state: 'awaiting-funds' }
  const orders = await client.list<{ amount: number }>(treasury, '/v1/budget/payment-orders', 'orders', asked)
  return sum(orders.map(({ amount }) => amount))
}

/** The city's finance pays into the special account what its orders wait for: one accountant books it, another approves. */
export const supportFund = async (context: Context, fund: Fund, on: string): Promise<boolean> => {
  const { client } = context
  const { city, scheme } = fund
  const waiting = await waitingIn(context, fund)
  if (waiting === 0) return false
  const key = `support-${fundName(fund)}-${on}`
  const { voucherId } = await client.command<{ voucherId: string }>(
    ...([cityClerk(city), 'POST', '/v1/budget/vouchers', key] as const),
    {
      ...{ ...fund, on, reason: '基金支付不足，同级财政给予补助' },
      movements: { 'special-account': waiting, 'other-income': -waiting },
    },
  )
  const approval = `/v1/budget/vouchers/${city}/${scheme}/${voucherId}/approval`
  await client.command(cityReviewer(city), 'POST', approval, `${key}-approval`)
  return true
}

/**
 * A fund of few persons may have had more care to pay than it holds. Its orders wait, and no year is closed over them. So
 * the city's finance supports it in January, and the treasury pays what waited.
 */
export const supportFunds = (context: Context): Promise<void> =>
  context.phase('support of funds', async () => {
    const { funds, year, atATime } = context
    const january = `${year + 1}-01`
    const supported = await concurrently(funds, atATime, (fund) =>
      supportFund(context, fund, `${january}-21`),
    )
    if (!supported.some(Boolean)) return
    await payOrders(context, `${january}-24`)
    await payProvince(context, `${january}-26`)
  })
