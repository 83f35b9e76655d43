import * as z from 'zod'
import { amountInYuan, share } from '#shared/policy/figures.ts'
import type { Row } from './rows.ts'
import { rowFields, rowsOf } from './rows.ts'

/** A deductible: an amount, or a share of the claim between two limits. */
export type DeductibleSet =
  | { readonly kind: 'amount'; readonly amount: number }
  | {
      readonly kind: 'share'
      readonly share: number
      readonly of: 'total' | 'inScope'
      readonly min: number
      readonly max: number
    }

const amountRow = z
  .strictObject({ ...rowFields, amount: amountInYuan })
  .transform(({ when, cites, amount }): Row<number> => ({ when, cites, value: amount }))
/** An amount in yuan, by rows. */
export const amounts = rowsOf<number>(
  z.union([amountInYuan.transform((value): Row<number> => ({ value })), amountRow]),
)

const fixedDeductible = z
  .union([amountInYuan.transform((value): Row<number> => ({ value })), amountRow])
  .transform((row): Row<DeductibleSet> => ({ ...row, value: { kind: 'amount', amount: row.value } }))
const shareDeductible = z
  .strictObject({
    ...rowFields,
    share,
    of: z.enum(['total', 'inScope']),
    min: amountInYuan.optional(),
    max: amountInYuan.optional(),
  })
  .transform(
    ({ when, cites, share: part, of, min = 0, max = Infinity }): Row<DeductibleSet> => ({
      when,
      cites,
      value: { kind: 'share', share: part, of, min, max },
    }),
  )
/** The deductible, by rows. */
export const deductible = rowsOf<DeductibleSet>(z.union([fixedDeductible, shareDeductible]))
