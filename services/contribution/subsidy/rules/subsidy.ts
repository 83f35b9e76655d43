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

/** What each level owes of several amounts. */
export const sumOfSplits = (splits: readonly SubsidySplit[]): SubsidySplit => ({
  centre: sum(splits.map(({ centre }) => centre)),
  province: sum(splits.map(({ province }) => province)),
  city: sum(splits.map(({ city }) => city)),
  county: sum(splits.map(({ county }) => county)),
})

/** What each level owes by one standard beyond another; less than nothing: gets back. */
export const beyond = (one: SubsidySplit, other: SubsidySplit): SubsidySplit => ({
  centre: one.centre - other.centre,
  province: one.province - other.province,
  city: one.city - other.city,
  county: one.county - other.county,
})

export const totalOfSplit = ({ centre, province, city, county }: SubsidySplit): Fen =>
  centre + province + city + county

const noMore: SubsidySplit = { centre: 0, province: 0, city: 0, county: 0 }

/**
 * What the levels of government and medical aid owe for so many paid-up residents, or get back; nothing due leaves a payer
 * out.
 * @param more what they owe besides, for residents who were counted at another standard
 */
export const statementDues = (
  headcount: number,
  perResident: SubsidySplit,
  aidFunded: Fen,
  more: SubsidySplit = noMore,
): readonly Due[] =>
  [
    { payer: 'centre' as const, pooled: headcount * perResident.centre + more.centre, account: 0 },
    { payer: 'province' as const, pooled: headcount * perResident.province + more.province, account: 0 },
    { payer: 'city' as const, pooled: headcount * perResident.city + more.city, account: 0 },
    { payer: 'county' as const, pooled: headcount * perResident.county + more.county, account: 0 },
    { payer: 'medical-aid' as const, pooled: aidFunded, account: 0 },
  ].filter(({ pooled }) => pooled !== 0)
