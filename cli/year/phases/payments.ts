import type { Month } from '#shared/calendar/day.ts'
import { lastDayOf } from '#shared/calendar/day.ts'
import { must, TongchouError } from '#shared/kernel/errors.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { concurrently } from '../concurrently.ts'
import type { Context } from '../context.ts'
import { fundName } from '../context.ts'
import type { FileRow } from '../inputs.ts'
import { amountIn } from '../inputs.ts'
import { cityClerk, province, tax } from '../roles.ts'
import type { BillBook, OpenBill } from './billing.ts'
import type { PersonIds } from './enrol.ts'
import { waitForRun } from './runs.ts'

type Payment = {
  readonly paymentId: string
  readonly billId: string
  readonly payer: string
  readonly kind: 'payment' | 'refund'
  readonly amountFen: number
  readonly paidOn: string
  /** The payment that a refund gives back, where it names one. */
  readonly reverses?: string
}
type Outcome = {
  readonly paymentId: string
  readonly status: string
  readonly code?: string
  readonly reason?: string
}

const mostPayments = 50

/** What a payer owes on a bill. */
export const dueOf = ({ dues }: OpenBill, payer: string): number => {
  const due = dues.find((each) => each.payer === payer)
  return due ? due.pooled + due.account : 0
}

/** A line of the file as payments on the pages of its bill: each page its due, the last what is left. */
const paymentsOf = (row: FileRow<'payments'>, bills: readonly OpenBill[]): Payment[] => {
  let left = amountIn('payments', row, 'amount')
  return bills.flatMap((bill, page) => {
    const amount = page === bills.length - 1 ? left : Math.min(left, dueOf(bill, row.payer))
    left -= amount
    if (amount === 0) return []
    const paymentId = page === 0 ? row.payment_id : `${row.payment_id}-${page + 1}`
    return [
      {
        ...{ paymentId, billId: bill.billId, payer: row.payer, kind: 'payment' as const },
        ...{ amountFen: amount, paidOn: row.paid_on },
      },
    ]
  })
}

const billsOf = (row: FileRow<'payments'>, book: BillBook, ids: PersonIds): readonly OpenBill[] => {
  const payerId = row.employer_id === '' ? ids.get(row.id_number) : row.employer_id
  const bills = payerId === undefined ? undefined : book.get(`${payerId}/${row.period}`)
  must(
    bills !== undefined,
    'year.payment-without-bill',
    `payments.csv, line ${row.fileLine}: there is no bill of ${row.employer_id || row.id_number} for ${row.period}`,
  )
  return bills
}

/** Has the tax authority report payments, each of which has to be recorded. @throws TongchouError `year.payment-refused` */
export const reportPayments = async ({ client }: Context, payments: readonly Payment[]): Promise<void> => {
  const [first] = payments
  if (!first) return
  const { rows } = await client.command<{ rows: Outcome[] }>(
    tax,
    'POST',
    '/v1/contribution/payments',
    `payments-${first.paymentId}`,
    { payments },
  )
  const refused = rows.find(({ status }) => status === 'refused' || status === 'suspended')
  if (refused)
    throw new TongchouError(
      'year.payment-refused',
      `payment ${refused.paymentId}: ${refused.code}: ${refused.reason}`,
    )
}

/** Hands in the tax authority's payments of some days. */
export const pay = (
  context: Context,
  isDue: (paidOn: string) => boolean,
  { book, ids }: { readonly book: BillBook; readonly ids: PersonIds },
): Promise<void> =>
  context.phase('payments', async ({ expect, done }) => {
    const rows = context.inputs.payments.filter(({ paid_on }) => isDue(paid_on))
    const payments = rows.flatMap((row) => paymentsOf(row, billsOf(row, book, ids)))
    expect(payments.length)
    await concurrently(inPieces(payments, mostPayments), Math.min(4, context.atATime), async (piece) => {
      await reportPayments(context, piece)
      done(piece.length)
    })
  })

type StatementRun = { readonly city: string; readonly runId: string; readonly statementId: string }

/** Every level of government pays what it owes on a city's statement, if that counted anybody. */
const paySubsidies = async (
  context: Context,
  month: Month,
  { city, statementId }: StatementRun,
): Promise<void> => {
  const { client } = context
  const clerk = cityClerk(city)
  const path = `/v1/contribution/subsidy-statements/${statementId}`
  const { billId } = await client.get<{ billId?: string }>(clerk, path)
  if (billId === undefined) return
  await payOpen(context, billId, `${month}-25`)
}

type BilledDue = OpenBill['dues'][number] & { readonly paid: number }

/** Every level of government pays what stands open of a bill, or gets back what they took off; nothing where it owes nothing. */
const payOpen = async (context: Context, billId: string, paidOn: string): Promise<void> => {
  const { dues } = await context.client.get<{ dues: readonly BilledDue[] }>(
    province,
    `/v1/contribution/bills/${billId}`,
  )
  const payments = dues
    .map(({ payer, pooled, account, paid }) => ({ payer, open: pooled + account - paid }))
    .filter(({ open }) => open !== 0)
    .map(
      ({ payer, open }): Payment => ({
        ...{ paymentId: `FIN-${billId}-${payer}`, billId, payer, paidOn },
        ...{ kind: open < 0 ? 'refund' : 'payment', amountFen: Math.abs(open) },
      }),
    )
  await reportPayments(context, payments)
}

type InArrears = { readonly billId: string; readonly debtor: string }
/** Every level of government pays what stands open of a city's statements by then, or gets back what they took off. */
export const payOpenStatements = async (context: Context, month: Month, city: string): Promise<void> => {
  const { client } = context
  const clerk = cityClerk(city)
  const { arrears } = await client.get<{ arrears: readonly InArrears[] }>(
    clerk,
    `/v1/contribution/arrears?city=${city}&scheme=resident`,
  )
  for (const { billId } of arrears.filter(({ debtor }) => debtor === '-'))
    await payOpen(context, billId, lastDayOf(month))
}

/** Claims the subsidies for residents paid up by then, and has every level of government pay what it owes. */
export const subsidise = (context: Context, month: Month): Promise<void> =>
  context.phase('subsidies', async () => {
    const { client, cities, year, atATime } = context
    const asOf = `${month}-20`
    const begun = await concurrently(cities, atATime, async (city): Promise<StatementRun> => {
      const started = await client.command<{ runId: string; statementId: string }>(
        cityClerk(city),
        'POST',
        '/v1/contribution/subsidy-statements',
        `subsidies-${city}-${month}`,
        { city, year, asOf },
      )
      return { city, ...started }
    })
    await concurrently(begun, atATime, ({ city, runId }) =>
      waitForRun(client, cityClerk(city), 'contribution', runId),
    )
    await concurrently(begun, atATime, (statement) => paySubsidies(context, month, statement))
  })

/** Sweeps every income account to the fiscal special account at the end of a month. */
export const sweep = (context: Context, month: Month): Promise<void> =>
  context.phase('sweeps', async () => {
    const { client, funds, year, atATime } = context
    await concurrently(funds, atATime, async (fund) => {
      const sent = ['/v1/contribution/sweeps', { ...fund, fundYear: year, on: lastDayOf(month) }] as const
      const key = `sweep-${fundName(fund)}-${month}`
      const { status, body } = await client.send(cityClerk(fund.city), 'POST', ...sent, key)
      // A month may bring an account nothing.
      if (status !== 201 && body.code !== 'contribution.nothing-to-sweep')
        throw new TongchouError('year.refused', `${key}: ${status} ${body.code} ${body.detail}`)
    })
    await context.settle()
  })

/** States a month that is over in every city, once more where something of it was told since. */
export const stateMonth = (context: Context, month: Month, again = ''): Promise<void> =>
  context.phase('statements', async () => {
    const { client, cities, atATime } = context
    await concurrently(cities, atATime, async (city) => {
      const { runId } = await client.command<{ runId: string }>(
        cityClerk(city),
        'POST',
        '/v1/contribution/month-statements',
        `state-${city}-${month}${again}`,
        { city, month },
      )
      await waitForRun(client, cityClerk(city), 'contribution', runId)
    })
  })
