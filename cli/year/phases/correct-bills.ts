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

/** Who paid before the year began without anybody's aid. The last of a city are nobody who is told of elsewhere. */
export const paidResidents = ({ inputs, year }: Context, city: string): readonly FileRow<'enrolment'>[] => {
  const aided = new Set(inputs.aid.map(({ id_number }) => id_number))
  const paid = new Set(
    inputs.payments.filter(({ paid_on }) => paid_on < `${year}-01-01`).map(({ id_number }) => id_number),
  )
  return inputs.enrolment.filter(
    (row) =>
      row.city === city &&
      row.employment === 'resident' &&
      paid.has(row.id_number) &&
      !aided.has(row.id_number),
  )
}

/**
 * In each city somebody turns out to have been on minimum living when they were billed: their bill is put right by two
 * officers, medical aid pays its part, and the tax authority pays back what was too much.
 */
export const correctBills = (
  context: Context,
  month: Month,
  { ids, book }: { readonly ids: PersonIds; readonly book: BillBook },
): Promise<void> =>
  context.phase('corrections of bills', async () => {
    const { client, cities, year, settle } = context
    for (const city of cities) {
      const personId = ids.get(paidResidents(context, city).at(-1)?.id_number ?? '')
      const [bill, ...more] = (personId && book.get(`${personId}/${year}`)) || []
      if (!bill || more.length > 0) continue
      const path = `/v1/contribution/bills/${bill.billId}/corrections`
      const body = { aid: 'minimum-living', why: '低保身份认定早于缴费', document: `DB-${city}-${year}` }
      const { correctionId } = await client.command<Correction>(
        cityClerk(city),
        'POST',
        path,
        `correct-${bill.billId}`,
        body,
      )
      const { ownFen, differenceBill } = await client.command<Correction>(
        cityReviewer(city),
        'POST',
        `/v1/contribution/bill-corrections/${correctionId}/approval`,
        `approve-${correctionId}`,
      )
      must(differenceBill !== undefined && ownFen < 0, 'year.nothing-back', 'a correction gives nothing back')
      const back = { billId: differenceBill, payer: 'individual', kind: 'refund', amountFen: -ownFen }
      const payments = [{ ...back, paymentId: `BACK-${differenceBill}`, paidOn: lastDayOf(month) }]
      const { rows } = await client.command<{ rows: { status: string }[] }>(
        tax,
        'POST',
        '/v1/contribution/payments',
        `back-${differenceBill}`,
        { payments },
      )
      must(rows[0]?.status === 'recorded', 'year.not-paid-back', 'a correction is not paid back')
    }
    await settle()
    for (const city of cities) await payOpenStatements(context, month, city)
    await settle()
  })
