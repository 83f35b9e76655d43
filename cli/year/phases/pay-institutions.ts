import type { Month } from '#shared/calendar/day.ts'
import { addMonths, lastDayOf } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { concurrently } from '../concurrently.ts'
import type { Context, Fund } from '../context.ts'
import { fundName } from '../context.ts'
import { cityClerk, treasury } from '../roles.ts'
import { contestMonth } from './contest.ts'
import { waitForRun } from './runs.ts'

const mostConfirmations = 50

type Outcome = {
  readonly orderId: string
  readonly status: string
  readonly code?: string
  readonly reason?: string
}
const openOrders = async ({ client }: Context, fund: Fund): Promise<string[]> => {
  const asked = { ...fund, state: 'open' }
  const orders = await client.list<{ orderId: string }>(
    treasury,
    '/v1/budget/payment-orders',
    'orders',
    asked,
  )
  return orders.map(({ orderId }) => orderId)
}

/** The treasury pays every order it has been given, and says so. */
export const payOrders = (context: Context, paidOn: string): Promise<void> =>
  payFrom(context, context.funds, paidOn)

/** The same of some books. */
export const payFrom = async (context: Context, funds: readonly Fund[], paidOn: string): Promise<void> => {
  const { client, atATime } = context
  await concurrently(funds, atATime, async (fund) => {
    for (const orderIds of inPieces(await openOrders(context, fund), mostConfirmations)) {
      const confirmations = orderIds.map((orderId) => ({ orderId, paidOn, treasuryRef: `TR-${orderId}` }))
      const { rows } = await client.command<{ rows: Outcome[] }>(
        treasury,
        'POST',
        '/v1/budget/payment-confirmations',
        `paid-${orderIds[0]}`,
        { confirmations },
      )
      const refused = rows.find(({ status }) => status === 'refused')
      must(
        refused === undefined,
        'year.confirmation-refused',
        `order ${refused?.orderId}: ${refused?.code}: ${refused?.reason}`,
      )
    }
  })
}

/** Settles a month with every institution on the 5th of the next, and pays on the 20th. */
export const payInstitutions = (context: Context, month: Month): Promise<void> =>
  context.phase('monthly settlement', async () => {
    const { client, funds, atATime, settle } = context
    const next = addMonths(month, 1)
    const runs = await concurrently(funds, atATime, async (fund) => {
      const clerk = cityClerk(fund.city)
      const { runId } = await client.command<{ runId: string }>(
        clerk,
        'POST',
        '/v1/budget/monthly-settlements',
        `settlement-${fundName(fund)}-${month}`,
        { ...fund, month, on: `${next}-05` },
      )
      return { clerk, runId }
    })
    await settle()
    await concurrently(runs, atATime, ({ clerk, runId }) => waitForRun(client, clerk, 'budget', runId))
    if (month.endsWith('-03')) await contestMonth(context, month)
    await payOrders(context, `${next}-20`)
  })

/** Judges every fund by its indicators at the end of a month. */
export const judgeFunds = (context: Context, month: Month): Promise<void> =>
  context.phase('warnings', async () => {
    const { client, funds, atATime } = context
    await concurrently(funds, atATime, (fund) =>
      client.command(
        cityClerk(fund.city),
        'POST',
        '/v1/budget/warnings',
        `warnings-${fundName(fund)}-${month}`,
        { ...fund, on: lastDayOf(month) },
      ),
    )
  })
