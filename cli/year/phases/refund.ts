import type { Month } from '#shared/calendar/day.ts'
import type { Context } from '../context.ts'
import { cityClerk, cityReviewer, tax } from '../roles.ts'
import type { BillBook } from './billing.ts'
import { paidResidents } from './correct-bills.ts'
import type { PersonIds } from './enrol.ts'
import { dueOf, reportPayments } from './payments.ts'

/** Who paid and was treated here least often, as who lives in another province is. The last is told of elsewhere. */
const whoLeft = (context: Context, city: string) => {
  const treatedOf = Map.groupBy(context.inputs.claims, ({ input }) => input.certno)
  const times = ({ id_number }: { readonly id_number: string }) => treatedOf.get(id_number)?.length ?? 0
  return paidResidents(context, city)
    .slice(0, -1)
    .toSorted((one, other) => times(one) - times(other))[0]
}

/**
 * In each city a resident turns out to be insured in another province: the tax authority asks whether it may pay back what
 * they paid, two officers grant it, and it reports the refund. Their year, and the subsidy for it, go back with it.
 */
export const refundWhoLeft = (
  context: Context,
  month: Month,
  { ids, book }: { readonly ids: PersonIds; readonly book: BillBook },
): Promise<void> =>
  context.phase('refunds', async () => {
    const { client, cities, year } = context
    for (const city of cities) {
      const person = whoLeft(context, city)
      const [bill] = (person && book.get(`${ids.get(person.id_number)}/${year}`)) || []
      const paid = person && context.inputs.payments.find(({ id_number }) => id_number === person.id_number)
      if (!bill || !paid) continue
      const of = { paymentId: paid.payment_id, amountFen: dueOf(bill, 'individual') }
      const requestId = `TF-${city}-${year}`
      const path = '/v1/contribution/refund-requests'
      const asked = { requestId, ...of, why: '已在外省参保' }
      await client.command(tax, 'POST', path, requestId, asked)
      const review = { as: 'granted', why: '经核实已在外省参保' }
      await client.command(
        cityClerk(city),
        'POST',
        `${path}/${requestId}/review`,
        `review-${requestId}`,
        review,
      )
      await client.command(cityReviewer(city), 'POST', `${path}/${requestId}/approval`, `grant-${requestId}`)
      await reportPayments(context, [
        {
          ...{ paymentId: `BACK-${paid.payment_id}`, reverses: paid.payment_id, billId: bill.billId },
          ...{ payer: 'individual', kind: 'refund', amountFen: of.amountFen, paidOn: `${month}-26` },
        },
      ])
    }
    await context.settle()
  })
