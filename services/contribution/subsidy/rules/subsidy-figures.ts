import * as z from 'zod'
import type { FundYear } from '#shared/calendar/day.ts'
import { firstDayOfYear } from '#shared/calendar/day.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import { makeOne } from '#shared/policy/bands.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { amountAt, tableAt } from '#shared/policy/policy.ts'
import type { SubsidyRule } from './subsidy.ts'

/** Slices in yuan as the policy has them, the last without `of`; see SubsidyRule. */
export const subsidyTable = z.strictObject({
  centre: z
    .array(z.strictObject({ of: z.int().min(0).optional(), share: z.number().min(0).max(1) }))
    .min(1)
    .refine(
      (slices) => slices.slice(0, -1).every(({ of }) => of !== undefined),
      'only the last slice is all the rest',
    ),
  rest: z
    .strictObject({ province: z.number().min(0), city: z.number().min(0), county: z.number().min(0) })
    .refine(
      ({ province, city, county }) => makeOne([province, city, county]),
      'the shares of what the centre leaves make 1 together',
    ),
})

/** A year's subsidy for each resident of a city, and how it is divided. */
export const subsidyRule = (
  policy: Policy,
  year: FundYear,
  city: string,
): { readonly perCapita: Fen; readonly rule: SubsidyRule } => {
  const moment = { on: firstDayOfYear(year), city }
  const { centre, rest } = tableAt(policy, 'contribution.resident.subsidy_split', moment, subsidyTable)
  const slices = centre.map(({ of, share }) => (of === undefined ? { share } : { of: fen(of * 100), share }))
  return {
    perCapita: amountAt(policy, 'contribution.resident.subsidy', moment),
    rule: { centre: slices, rest },
  }
}
