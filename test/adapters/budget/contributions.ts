import type { ReceivedPayment } from '#shared/contracts/contribution.ts'

/** A resident's premium of 2025, received on a day. */
export const premium = (paymentId: string, pooled: number, paidOn: string): ReceivedPayment => ({
  paymentId,
  billId: 'R-1-2025',
  payer: 'individual',
  pooled,
  account: 0,
  paidOn,
})

/** The event of payments for 2025, told together. */
export const contributionsOf = (
  fund: { readonly city: string; readonly scheme: string },
  receipts: readonly ReceivedPayment[],
) => ({
  id: `payments-${receipts.map(({ paymentId }) => paymentId).join('-')}`,
  occurredOn: receipts.at(-1)?.paidOn ?? '',
  data: { ...fund, fundYear: 2025, receipts },
})
