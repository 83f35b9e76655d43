import type { Month } from '#shared/calendar/day.ts'
import { lastDayOf } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Context } from '../context.ts'
import { cityClerk, cityReviewer, tax } from '../roles.ts'
import type { BillBook } from './billing.ts'
import type { PersonIds } from './enrol.ts'
import { payOpenStatements } from './payments.ts'

type Correction = {
  readonly correctionId: string
  readonly ownFen: number
  readonly differenceBill?: string
}

/** Who paid before the year began without anybody's aid: the last of a city, so that it is nobody who is told of elsewhere. */
const payerIn = ({ inputs, year }: Context, city: string) => {
  const aided = new Set(inputs.aid.map(({ id_number }) => id_number))
  const paid = new Set(
    inputs.payments.filter(({ paid_on }) => paid_on < `${year}-01-01`).map(({ id_number }) => id_number),
  )
  return inputs.enrolment.findLast(
    (row) =>
      row.city === city &&
      row.employment === 'resident' &&
      paid.has(row.id_number) &&
      !aided.has(row.id_number),
  )
}

/** Who was billed with aid before the year began and paid their part: the last of a city. */
const aidedPayerIn = ({ inputs, year }: Context, city: string) => {
  const aided = new Set(
    inputs.aid.flatMap(({ id_number, aid }) => (aid === 'minimum-living' ? [id_number] : [])),
  )
  const paid = new Set(
    inputs.payments.filter(({ paid_on }) => paid_on < `${year}-01-01`).map(({ id_number }) => id_number),
  )
  return inputs.enrolment.findLast(
    (row) =>
      row.city === city &&
      row.employment === 'resident' &&
      paid.has(row.id_number) &&
      aided.has(row.id_number),
  )
}

type Put = { readonly billId: string; readonly aid: string; readonly why: string; readonly document: string }

/** One officer proposes what a bill should have been by, another approves it. */
const putRight = async ({ client }: Context, city: string, { billId, ...body }: Put): Promise<Correction> => {
  const path = `/v1/contribution/bills/${billId}/corrections`
  const by = [cityClerk(city), 'POST', path, `correct-${billId}`] as const
  const { correctionId } = await client.command<Correction>(...by, body)
  return client.command<Correction>(
    cityReviewer(city),
    'POST',
    `/v1/contribution/bill-corrections/${correctionId}/approval`,
    `approve-${correctionId}`,
  )
}

/** The tax authority pays what goes back of a difference, or collects what is still to be paid. */
const move = async (
  { client }: Context,
  { ownFen, differenceBill }: Correction,
  paidOn: string,
): Promise<void> => {
  must(differenceBill !== undefined, 'year.no-difference', 'a correction has no bill of its difference')
  const kind = ownFen < 0 ? 'refund' : 'payment'
  const of = { billId: differenceBill, payer: 'individual', kind, amountFen: Math.abs(ownFen), paidOn }
  const { rows } = await client.command<{ rows: { status: string }[] }>(
    tax,
    'POST',
    '/v1/contribution/payments',
    `${kind}-${differenceBill}`,
    { payments: [{ ...of, paymentId: `${kind.toUpperCase()}-${differenceBill}` }] },
  )
  must(rows[0]?.status === 'recorded', 'year.not-paid-back', 'what a correction came to is not recorded')
}

/**
 * In each city somebody turns out to have been on minimum living when they were billed: their bill is put right by two
 * officers, medical aid pays its part, and the tax authority pays back what was too much. Somebody else was not, though
 * they were billed so: they pay what is still due, and are entitled all the while.
 */
export const correctBills = (
  context: Context,
  month: Month,
  { ids, book }: { readonly ids: PersonIds; readonly book: BillBook },
): Promise<void> =>
  context.phase('corrections of bills', async () => {
    const { cities, year, settle } = context
    for (const city of cities)
      for (const [payer, aid, why] of [
        [payerIn(context, city), 'minimum-living', '低保身份认定早于缴费'],
        [aidedPayerIn(context, city), 'none', '缴费核定时已退出低保'],
      ] as const) {
        const personId = ids.get(payer?.id_number ?? '')
        const [bill, ...more] = (personId && book.get(`${personId}/${year}`)) || []
        if (!bill || more.length > 0) continue
        const document = `DB-${city}-${aid}-${year}`
        const correction = await putRight(context, city, { billId: bill.billId, aid, why, document })
        await move(context, correction, lastDayOf(month))
      }
    await settle()
    for (const city of cities) await payOpenStatements(context, month, city)
    await settle()
  })
