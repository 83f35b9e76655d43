import type { Month } from '#shared/calendar/day.ts'
import { lastDayOf } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Context } from '../context.ts'
import { cityClerk } from '../roles.ts'
import type { OpenBill } from './billing.ts'
import { dueOf, reportPayments } from './payments.ts'
import { waitForRun } from './runs.ts'

/** Whoever paid a month after its last day is billed the late fee through a day, each overdue month on its own days, and pays it. */
export const chargeLatePayers = (context: Context, month: Month): Promise<void> =>
  context.phase('late fees', async () => {
    const { client, cities, year } = context
    const paidOn = lastDayOf(month)
    for (const city of cities) {
      const clerk = cityClerk(city)
      const run = { city, asOf: paidOn }
      const { runId } = await client.command<{ runId: string }>(
        ...([clerk, 'POST', '/v1/contribution/late-fee-runs', `late-${city}-${month}`, run] as const),
      )
      await waitForRun(client, clerk, 'contribution', runId)
      const asked = { city, kind: 'late-fee', period: String(year) }
      const bills = await client.list<OpenBill>(clerk, '/v1/contribution/bills', 'bills', asked)
      must(bills.length > 0, 'year.nobody-late', `nobody of ${city} is billed a late fee`)
      await reportPayments(
        context,
        bills.map((bill) => ({
          ...{
            paymentId: `FEE-${bill.billId}`,
            billId: bill.billId,
            payer: 'employer',
            kind: 'payment',
            paidOn,
          },
          amountFen: dueOf(bill, 'employer'),
        })),
      )
    }
    await context.settle()
  })
