import { refusal } from '../refusals.ts'

type OfBill = { readonly params: { readonly billId: string } }

/** Whose an operation on a bill is: its city's. Another city's bill is as one that nobody knows. */
export const billOwner = <Found extends { readonly city: string }>(
  find: (billId: string) => Promise<Found | undefined>,
) =>
  ({
    whose: 'recorded',
    as: 'the city of the bill',
    unknown: ({ params: { billId } }: OfBill) =>
      refusal('contribution.bill-unknown', { field: 'billId', figures: { billId } }),
    find: async ({ params: { billId } }: OfBill) => {
      const found = await find(billId)
      return found && { parties: { cities: [found.city] }, found }
    },
  }) as const
