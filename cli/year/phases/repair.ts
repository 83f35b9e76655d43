import { chinaDay, yearOf } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Context } from '../context.ts'
import { cityClerk } from '../roles.ts'
import { reportPayments } from './payments.ts'
import type { Residents } from './resting.ts'

type Bill = { readonly status: string; readonly repairedBy?: string }
type Repair = { readonly billId: string; readonly amountFen: number; readonly replaces?: string }

/**
 * A resident of the first city pays for the year that they missed, once it is over: at the standard of the year in which
 * they pay, in the place of the bill that stood open.
 */
export const repairMissedYear = (context: Context, { city, ids }: Residents): Promise<void> =>
  context.phase('missed years', async () => {
    const { client, year, settle } = context
    // By the clock: nobody repairs a year that goes on.
    const today = chinaDay(new Date())
    if (yearOf(today) <= year) return
    const asked = { city, personId: ids.unpaid, year }
    const { billId, amountFen, replaces } = await client.command<Repair>(
      ...([cityClerk(city), 'POST', '/v1/contribution/repairs', `repair-${ids.unpaid}`, asked] as const),
    )
    const payment = { paymentId: `REPAIR-${billId}`, billId, payer: 'individual', kind: 'payment' } as const
    await reportPayments(context, [{ ...payment, amountFen, paidOn: today }])
    await settle()
    const billOf = (id: string) => client.get<Bill>(cityClerk(city), `/v1/contribution/bills/${id}`)
    const [paid, before] = [await billOf(billId), await billOf(replaces ?? '')]
    must(
      paid.status === 'paid' && before.repairedBy === billId,
      'year.not-repaired',
      `a missed year is ${paid.status}, and its bill is repaired by ${before.repairedBy}`,
    )
  })
