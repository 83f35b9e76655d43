import type { Month } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Context } from '../context.ts'
import { cityClerk, cityReviewer, tax, treasury } from '../roles.ts'
import type { BillBook, OpenBill } from './billing.ts'
import type { PersonIds } from './enrol.ts'
import { dueOf } from './payments.ts'
import { waitForRun } from './runs.ts'

type Listed = { readonly paymentId: string; readonly kind: 'payment' | 'refund'; readonly amountFen: number }
type Reported = { readonly paymentId: string; readonly amountFen: number } & Readonly<Record<string, unknown>>
type Difference = {
  readonly differenceId: string
  readonly paymentId: string
  readonly kind: 'ours-only' | 'theirs-only' | 'differs'
}
type Held = {
  readonly suspense: {
    readonly openFen: number
    readonly proposal?: { readonly proposalId: string }
    readonly parts: readonly { readonly orderId?: string }[]
  }
}
type Books = { readonly ids: PersonIds; readonly book: BillBook }
/** A city's day of the tax authority. */
type TaxDay = { readonly city: string; readonly on: string }

const contribution = '/v1/contribution'

const reports = async (
  { client }: Context,
  payments: readonly Reported[],
  wanted: readonly string[],
): Promise<void> => {
  const key = `tax-day-${payments.map(({ paymentId }) => paymentId).join('-')}`
  const sent = { payments: payments.map((payment) => ({ kind: 'payment', ...payment })) }
  const { rows } = await client.command<{ rows: readonly { readonly status: string }[] }>(
    ...([tax, 'POST', `${contribution}/payments`, key, sent] as const),
  )
  const became = rows.map(({ status }) => status)
  must(
    JSON.stringify(became) === JSON.stringify(wanted),
    'year.tax-day-differs',
    `${key} became ${became.join(', ')} and not ${wanted.join(', ')}`,
  )
}

/** Whoever paid an employer's bill of the month, as the tax authority told of it. */
const employerPaid = ({ inputs }: Context, { city }: TaxDay, month: Month, book: BillBook) => {
  const here = new Set(
    inputs.enrolment.filter((row) => row.city === city).map(({ employer_id }) => employer_id),
  )
  const row = inputs.payments.find(
    (each) => each.payer === 'employer' && each.period === month && here.has(each.employer_id),
  )
  const [bill] = (row && book.get(`${row.employer_id}/${month}`)) || []
  return row && bill ? { row, bill } : undefined
}

/** A resident who paid nothing of the year, with what they owe: the last, since a relative pays for the first. */
const residentUnpaid = ({ inputs, year }: Context, { city }: TaxDay, { ids, book }: Books) => {
  const paid = new Set(inputs.payments.map(({ id_number }) => id_number))
  const unpaid = inputs.enrolment.filter(
    (row) => row.city === city && row.employment === 'resident' && !paid.has(row.id_number),
  )
  return unpaid
    .flatMap(({ id_number }): OpenBill[] => book.get(`${ids.get(id_number)}/${year}`) ?? [])
    .map((bill) => ({ billId: bill.billId, amountFen: dueOf(bill, 'individual') }))
    .filter(({ amountFen }) => amountFen > 0)
    .slice(1)
    .at(-1)
}

/** What our books have of the day. */
const ofTheDay = ({ client }: Context, { city, on }: TaxDay): Promise<Listed[]> =>
  client.list(cityClerk(city), `${contribution}/payments`, 'payments', { city, on })

/** The tax authority lists its day: without what it counts to another day, and with what it forgot to report. */
const listDay = async (
  context: Context,
  { city, on }: TaxDay,
  { missing, further }: { readonly missing: string; readonly further: readonly Reported[] },
): Promise<void> => {
  const ours = await ofTheDay(context, { city, on })
  const lines = [
    ...ours
      .filter(({ paymentId }) => paymentId !== missing)
      .map(({ paymentId, kind, amountFen }) => ({
        paymentId,
        amount: kind === 'refund' ? -amountFen : amountFen,
      })),
    ...further.map(({ paymentId, amountFen }) => ({ paymentId, amount: amountFen })),
  ]
  const amount = lines.reduce((all, line) => all + line.amount, 0)
  const list = { city, on, part: 1, parts: 1, count: lines.length, amount, lines }
  const path = `${contribution}/tax-day-lists`
  const { runId } = await context.client.command<{ runId: string }>(tax, 'POST', path, `${city}-${on}`, list)
  await waitForRun(context.client, cityClerk(city), 'contribution', runId)
}

/** Two officers say whose word stands of each difference of the day. */
const settleDifferences = async (
  { client }: Context,
  { city, on }: TaxDay,
  wanted: readonly string[],
): Promise<void> => {
  const asked = { city, on, state: 'open' }
  const path = `${contribution}/differences`
  const differences = await client.list<Difference>(cityClerk(city), path, 'differences', asked)
  const found = differences.map(({ paymentId }) => paymentId)
  must(
    JSON.stringify(found.toSorted()) === JSON.stringify(wanted.toSorted()),
    'year.tax-day-differs',
    `the day ${on} of ${city} differs in ${found.join(', ')} and not in ${wanted.join(', ')}`,
  )
  for (const { differenceId, kind } of differences) {
    const one = `${path}/${differenceId}`
    const word =
      kind === 'theirs-only'
        ? { as: 'theirs', why: '税务漏传，已补传' }
        : { as: 'ours', why: '银行回单日期为当日' }
    await client.command(cityClerk(city), 'POST', `${one}/settlement`, `settle-${differenceId}`, word)
    await client.command(cityReviewer(city), 'POST', `${one}/approval`, `approve-${differenceId}`)
  }
}

/** Two officers decide where money in suspense goes. */
const resolve = async (
  { client }: Context,
  { city }: TaxDay,
  paymentId: string,
  to: { readonly path: 'assignments' | 'returns' } & Readonly<Record<string, unknown>>,
): Promise<Held> => {
  const { path, ...body } = to
  const held = `${contribution}/suspense/${paymentId}`
  const proposed = await client.command<Held>(
    cityClerk(city),
    'POST',
    `${held}/${path}`,
    `propose-${paymentId}`,
    body,
  )
  const { proposalId } = proposed.suspense.proposal ?? {}
  const approval = `${held}/proposals/${proposalId}/approval`
  const resolved = await client.command<Held>(cityReviewer(city), 'POST', approval, `approve-${paymentId}`)
  must(resolved.suspense.openFen === 0, 'year.suspense-left', `${paymentId} is in suspense still`)
  return resolved
}

/** What an employer paid too much goes back to them; the treasury's first attempt fails. */
const giveBack = async (context: Context, day: TaxDay, { paymentId, employerId }: Record<string, string>) => {
  const { client } = context
  const { suspense } = await resolve(context, day, String(paymentId), {
    ...{ path: 'returns', payee: { kind: 'employer', id: employerId }, why: '多缴，退回缴款单位' },
  })
  const orderId = suspense.parts[0]?.orderId
  const asked = { city: day.city, scheme: 'employee', state: 'open' }
  const path = `${contribution}/return-orders`
  const orders = await client.list<{ orderId: string; since: string }>(treasury, path, 'orders', asked)
  const order = `${path}/${orderId}`
  const since = orders.find((each) => each.orderId === orderId)?.since
  const failed = { attempt: 1, failedOn: since, reason: '账户名称不符' }
  await client.command(treasury, 'POST', `${order}/failure`, `fail-${orderId}`, failed)
  const again = { attempt: 1, on: since }
  await client.command(cityClerk(day.city), 'POST', `${order}/retry`, `retry-${orderId}`, again)
  const paid = { paidOn: since, treasuryRef: `GK-${orderId}` }
  await client.command(treasury, 'POST', `${order}/confirmation`, `paid-${orderId}`, paid)
}

/**
 * A day of the tax authority in each city with what such days bring: a payment told twice, one above what is due, one that
 * it forgot to report, under a number that no bill has, and a list of the day that differs from ours. Two officers put it
 * right: the money goes back or onto its bill, whose resident is insured by it.
 */
export const mendTaxDay = (context: Context, month: Month, books: Books): Promise<void> =>
  context.phase('a day of the tax authority', async () => {
    for (const city of context.cities) {
      const day = { city, on: `${month}-15` }
      const paid = employerPaid(context, day, month, books.book)
      const unpaid = residentUnpaid(context, day, books)
      if (paid === undefined) continue
      const { row, bill } = paid
      const over = { paymentId: `OVER-${city}-${month}`, billId: bill.billId, amountFen: 12_300 }
      const told = { paymentId: row.payment_id, billId: bill.billId, amountFen: dueOf(bill, 'employer') }
      await reports(
        context,
        [told, over].map((each) => ({ ...each, payer: 'employer', paidOn: day.on })),
        ['repeated', 'suspended'],
      )
      const lost = unpaid && {
        ...{ paymentId: `LOST-${city}-${month}`, billId: `R-${city}-${month}`, city, scheme: 'resident' },
        ...{ payer: 'individual', amountFen: unpaid.amountFen, paidOn: day.on },
      }
      const further = lost ? [lost] : []
      await listDay(context, day, { missing: over.paymentId, further })
      await settleDifferences(
        context,
        day,
        [over, ...further].map(({ paymentId }) => paymentId),
      )
      await giveBack(context, day, { paymentId: over.paymentId, employerId: row.employer_id })
      if (!lost || !unpaid) continue
      await reports(context, [lost], ['suspended'])
      const owner = { billId: unpaid.billId, payer: 'individual', why: '缴费单号有误，已核实本人' }
      await resolve(context, day, lost.paymentId, { path: 'assignments', ...owner })
    }
    await context.settle()
  })
