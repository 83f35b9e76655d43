import { cityOwner } from '../city-owner.ts'

/** Whose an operation on a bill is: its city's. */
export const billOwner = <Found extends { readonly city: string }>(
  find: (billId: string) => Promise<Found | undefined>,
) => cityOwner('billId', { as: 'the city of the bill', unknown: 'contribution.bill-unknown', find })
