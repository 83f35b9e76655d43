import * as z from 'zod'
import { amount, day, fundYear, id, month } from '#shared/contracts/fields.ts'
import { payeeKind } from '#shared/contracts/payee.ts'
import { booksFields } from '../ledger/fields.ts'
import type { PaymentOrder } from './rules/payment-order.ts'
import { orderStates, payeeKindOf } from './rules/payment-order.ts'

/** A payment order as it is answered. */
export const order = z.strictObject({
  orderId: id,
  fund: z.strictObject(booksFields),
  year: fundYear,
  payee: id,
  payeeKind,
  cause: z.discriminatedUnion('purpose', [
    z.strictObject({ purpose: z.literal('monthly-settlement'), month }),
    z.strictObject({ purpose: z.literal('visitors-settlement'), month }),
    z.strictObject({ purpose: z.literal('adjustment-fund-levy'), levyId: id }),
    z.strictObject({ purpose: z.literal('cities-settlement'), settlementId: id }),
    z.strictObject({ purpose: z.literal('year-end-clearing'), ofYear: fundYear }),
    z.strictObject({ purpose: z.literal('working-capital'), ofYear: fundYear }),
    z.strictObject({ purpose: z.literal('family-premium'), premiumId: id }),
    z.strictObject({ purpose: z.literal('benefit'), benefitId: id, payeeKind }),
  ]),
  amount,
  orderedOn: day,
  dueOn: day.optional(),
  state: z.enum(orderStates),
  attempt: z.int().min(2).optional(),
  reason: z.string().optional(),
  failedOn: day.optional(),
  paidOn: day.optional(),
  treasuryRef: z.string().optional(),
  entryId: z.string().optional(),
})

/** An order as it is answered: with what its payee is. */
export const orderAnswer = (of: PaymentOrder): z.input<typeof order> => ({
  ...of,
  payeeKind: payeeKindOf(of),
})
