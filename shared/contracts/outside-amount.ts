import { must } from '#shared/kernel/errors.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen, parseYuan } from '#shared/money/fen.ts'

/** An amount from outside that says its unit: fen as a whole number, or yuan as text with two decimals. */
export type OutsideAmount = { readonly fen: number | undefined; readonly yuan: string | undefined }

/** Whether an amount is said once, in one unit. */
export const isSaidOnce = ({ fen: inFen, yuan }: OutsideAmount): boolean =>
  (inFen === undefined) !== (yuan === undefined)

/** The amount in fen, whichever unit it was said in. */
export const fenOf = ({ fen: inFen, yuan = '' }: OutsideAmount): Fen => {
  const amount = inFen ?? parseYuan(yuan)
  must(amount !== undefined, 'money.no-amount', 'an amount from outside was not said')
  return fen(amount)
}
