import * as z from 'zod'
import { million } from '#shared/money/millionths.ts'
import { amountInYuan, share } from '#shared/policy/figures.ts'
import type { Row } from './rows.ts'
import { rowFields, rowsOf } from './rows.ts'

/** Payment by band of the amount, marginal; the last band may be open. */
export type Band = { readonly upTo: number; readonly rate: number }
/** The paid share: flat (`rate`, growing by `perYearOfAge` for each year above `fromAge` up to `atMost`), or by band. */
export type PaymentRule =
  | {
      readonly kind: 'flat'
      readonly rate: number
      readonly perYearOfAge: number
      readonly fromAge: number
      readonly atMost: number
    }
  | { readonly kind: 'bands'; readonly bands: readonly Band[] }

const oneShare = { ratio: share.optional(), patientShare: share.optional() }
const hasOneShare = (row: { ratio?: number | undefined; patientShare?: number | undefined }): boolean =>
  (row.ratio === undefined) !== (row.patientShare === undefined)
const rateOf = (row: { ratio?: number | undefined; patientShare?: number | undefined }): number =>
  row.ratio ?? million - (row.patientShare ?? 0)
const eitherShare = 'say either `ratio` (what the fund pays) or `patientShare`'

const band = z
  .strictObject({ upTo: amountInYuan.optional(), ...oneShare })
  .refine(hasOneShare, eitherShare)
  .transform((row): Band => ({ upTo: row.upTo ?? Infinity, rate: rateOf(row) }))

const bands = z
  .array(band)
  .min(1)
  .refine(
    (list) => list.every(({ upTo }, index) => upTo > (list[index - 1]?.upTo ?? 0)),
    'bands must rise, and only the last may be open',
  )

const flatRow = z
  .strictObject({
    ...rowFields,
    ...oneShare,
    perYearOfAge: share.optional(),
    fromAge: z.int().min(0).optional(),
    atMost: share.optional(),
  })
  .refine(hasOneShare, eitherShare)
  .refine(
    ({ perYearOfAge, fromAge, atMost }) => perYearOfAge !== undefined || (fromAge ?? atMost) === undefined,
    {
      message: '`fromAge` and `atMost` limit `perYearOfAge`, which is missing',
      path: ['perYearOfAge'],
    },
  )
  .transform(
    ({ when, cites, perYearOfAge = 0, fromAge = 0, atMost = million, ...row }): Row<PaymentRule> => ({
      when,
      cites,
      value: { kind: 'flat', rate: rateOf(row), perYearOfAge, fromAge, atMost },
    }),
  )
const bandsRow = z
  .strictObject({ ...rowFields, bands })
  .transform(
    ({ when, cites, ...row }): Row<PaymentRule> => ({ when, cites, value: { kind: 'bands', ...row } }),
  )
const plainShare = share.transform(
  (rate): Row<PaymentRule> => ({
    value: { kind: 'flat', rate, perYearOfAge: 0, fromAge: 0, atMost: million },
  }),
)
/** What a layer pays, by rows. */
export const pays = rowsOf<PaymentRule>(z.union([bandsRow, flatRow, plainShare]))

/** Whether band edges count from zero (the deductible lies in the lowest bands) or from the deductible. */
export const edges = z.enum(['absolute', 'aboveDeductible'])
type BandsAndEdges = {
  readonly pays: readonly Row<PaymentRule>[]
  readonly edges?: 'absolute' | 'aboveDeductible' | undefined
}
/** Bands without their edges could mean either. */
export const hasEdges = ({ pays: rows, edges: basis }: BandsAndEdges): boolean =>
  basis !== undefined || rows.every(({ value }) => value.kind === 'flat')
export const edgesMissing = { message: 'bands need `edges`: absolute or aboveDeductible', path: ['edges'] }
