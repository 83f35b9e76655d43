import type { Month } from '#shared/calendar/day.ts'
import { lastDayOf } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Context } from '../context.ts'
import type { FileRow } from '../inputs.ts'
import { cityClerk, cityReviewer, tax } from '../roles.ts'
import type { BillBook } from './billing.ts'
import type { PersonIds } from './enrol.ts'
import { payOpenStatements } from './payments.ts'

type Correction = {
  readonly correctionId: string
  readonly ownFen: number
  readonly differenceBill?: string
}

type Enrolled = FileRow<'enrolment'>

/** The residents of a city who paid before the year began, by what the list of aid has of them. */
const paidWith = (
  { inputs, year }: Context,
  city: string,
  isMeant: (aid: string | undefined) => boolean,
): readonly Enrolled[] => {
  const aidOf = new Map(inputs.aid.map(({ id_number, aid }) => [id_number, aid]))
  const paid = new Set(
    inputs.payments.filter(({ paid_on }) => paid_on < `${year}-01-01`).map(({ id_number }) => id_number),
  )
  return inputs.enrolment.filter(
    (row) =>
      row.city === city &&
      row.employment === 'resident' &&
      paid.has(row.id_number) &&
      isMeant(aidOf.get(row.id_number)),
  )
}

/** Who paid before the year began without anybody's aid. The last of a city are nobody who is told of elsewhere. */
export const paidResidents = (context: Context, city: string): readonly Enrolled[] =>
  paidWith(context, city, (aid) => aid === undefined)

/** Who was billed with aid before the year began and paid their part: the last of a city. */
const aidedPayerIn = (context: Context, city: string): Enrolled | undefined =>
  paidWith(context, city, (aid) => aid === 'minimum-living').at(-1)

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
        [paidResidents(context, city).at(-1), 'minimum-living', '低保身份认定早于缴费'],
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
