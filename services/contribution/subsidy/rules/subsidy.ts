import { must } from '#shared/kernel/errors.ts'
import { allocate } from '#shared/money/allocate.ts'
import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'
import type { Rate } from '#shared/money/rate.ts'
import { times } from '#shared/money/rate.ts'
import type { Due } from '../../bill/rules/bill.ts'

/** How the subsidy of one insured resident is divided among the levels of government. */
export type SubsidyRule = {
  /** Slices of the per-capita subsidy with the centre's share of each; the last may leave `of` out: all the rest. */
  readonly centre: readonly { readonly of?: Fen; readonly share: Rate }[]
  /** Shares of what the centre leaves. */
  readonly rest: { readonly province: Rate; readonly city: Rate; readonly county: Rate }
}

export type SubsidySplit = {
  readonly centre: Fen
  readonly province: Fen
  readonly city: Fen
  readonly county: Fen
}

const centrePart = (perCapita: Fen, slices: SubsidyRule['centre']): Fen => {
  let left = perCapita
  const parts = slices.map(({ of = left, share }) => {
    left -= of
    return times(of, share)
  })
  must(left === 0, 'contribution.subsidy-slices', 'the slices do not add up to the per-capita subsidy', {
    perCapita,
    left,
  })
  return sum(parts)
}

/**
 * Divides one resident's yearly subsidy: the centre its share of each slice, the other levels their shares of the rest,
 * to the fen.
 * @throws TongchouError `contribution.subsidy-slices` when the rule's slices are not the whole subsidy
 */
export const splitSubsidy = (perCapita: Fen, { centre, rest }: SubsidyRule): SubsidySplit => {
  const ofCentre = centrePart(perCapita, centre)
  const [province = 0, city = 0, county = 0] = allocate(perCapita - ofCentre, [
    rest.province,
    rest.city,
    rest.county,
  ])
  return { centre: ofCentre, province, city, county }
}

/** What the levels of government and medical aid owe for so many paid-up residents, or get back; nothing due leaves a payer out. */
export const statementDues = (headcount: number, perResident: SubsidySplit, aidFunded: Fen): readonly Due[] =>
  [
    { payer: 'centre' as const, pooled: headcount * perResident.centre, account: 0 },
    { payer: 'province' as const, pooled: headcount * perResident.province, account: 0 },
    { payer: 'city' as const, pooled: headcount * perResident.city, account: 0 },
    { payer: 'county' as const, pooled: headcount * perResident.county, account: 0 },
    { payer: 'medical-aid' as const, pooled: aidFunded, account: 0 },
  ].filter(({ pooled }) => pooled !== 0)
