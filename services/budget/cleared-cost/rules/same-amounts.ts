import type { Fen } from '#shared/money/fen.ts'

type Amounts = { readonly income: Fen; readonly expenditure: Fen }

/** Whether two tellings are of the same money. */
export const sameAmounts = (one: Amounts, other: Amounts): boolean =>
  one.income === other.income && one.expenditure === other.expenditure
