import type { Month } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import { concurrently } from '../concurrently.ts'
import type { Context } from '../context.ts'
import { cityClerk } from '../roles.ts'
import { waitForRun } from './runs.ts'

type Due = { readonly payer: string; readonly pooled: number; readonly account: number }
type Bill = {
  readonly billId: string
  readonly employerId?: string
  readonly personId?: string
  readonly dues: readonly Due[]
}

/** A bill as payments find it. */
export type OpenBill = Pick<Bill, 'billId' | 'dues'>

/** Bills by what a line of the tax authority's file names: `employer/period` or `person/period`; long lists in pages. */
export type BillBook = Map<string, OpenBill[]>

const listBills = ({ client }: Context, city: string, kind: string, period: string): Promise<Bill[]> =>
  client.list(cityClerk(city), '/v1/contribution/bills', 'bills', { city, kind, period })

const recordBills = (book: BillBook, period: string, bills: readonly Bill[]): void => {
  for (const { billId, dues, employerId, personId } of bills) {
    const payerId = employerId ?? personId
    must(payerId !== undefined, 'year.bill-of-nobody', `bill ${billId} names nobody`)
    const key = `${payerId}/${period}`
    book.set(key, [...(book.get(key) ?? []), { billId, dues }])
  }
}

type Billing =
  | { readonly kind: 'employer-month'; readonly month: Month }
  | { readonly kind: 'resident-year'; readonly year: number }

/** Runs the billing of every city and enters what was billed into the book. */
const bill = async (context: Context, billing: Billing, book: BillBook): Promise<void> => {
  const { client, cities, atATime, settle } = context
  const period = billing.kind === 'employer-month' ? billing.month : String(billing.year)
  const runs = await concurrently(cities, atATime, async (city) => {
    const clerk = cityClerk(city)
    const { runId } = await client.command<{ runId: string }>(
      clerk,
      'POST',
      '/v1/contribution/billing-runs',
      `bills-${city}-${period}`,
      { ...billing, city },
    )
    return { clerk, runId }
  })
  await settle()
  await concurrently(runs, atATime, ({ clerk, runId }) => waitForRun(client, clerk, 'contribution', runId))
  await concurrently(cities, atATime, async (city) =>
    recordBills(book, period, await listBills(context, city, billing.kind, period)),
  )
}

/** Bills the residents for the year, before it begins. */
export const billResidents = (context: Context, book: BillBook): Promise<void> =>
  context.phase('bills', () => bill(context, { kind: 'resident-year', year: context.year }, book))

/** Bills employers and flexible workers for a month. */
export const billMonth = (context: Context, month: Month, book: BillBook): Promise<void> =>
  context.phase('bills', () => bill(context, { kind: 'employer-month', month }, book))
