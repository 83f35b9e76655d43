import { schemes } from '#shared/kernel/scheme.ts'
import { Exact } from '#shared/money/rate.ts'
import { refuse } from '../../refusals.ts'
import type { TermLimits, Terms } from './agreement.ts'
import { termsFor } from './agreement.ts'
import { outsideIndexes } from './index-limits.ts'

type SharingLimits = TermLimits['sharing']

const sharing = '关于开展基本医疗保险付费总额控制的意见 三(五)'

/** A figure of terms beside its limit. */
type Agreed = {
  readonly field: string
  readonly share: string
  readonly limit: string
  readonly least?: boolean
}

/** A band without an upper edge reaches as far as spending does: no limit of policy data is as high. */
const withoutEnd = '999999999'
/** Without a cap the whole quota may be left, and kept. */
const uncapped = '1'

const isNil = (share: string) => new Exact(share).isZero()

/** What the patients of one scheme are shared by, figure by figure. */
const agreedFigures = (terms: ReturnType<typeof termsFor>, limits: SharingLimits): Agreed[] => {
  const { overspend, reasonableOverrun: overrun, surplus, surplusCap = uncapped } = terms
  const { growthAbove, fund, upTo } = limits.reasonableOverrun
  return [
    ...overspend.flatMap((band): Agreed[] => [
      { field: 'overspend', share: band.fund, limit: limits.overspend.fund },
      ...(isNil(band.fund)
        ? []
        : [{ field: 'overspend', share: band.upTo ?? withoutEnd, limit: limits.overspend.upTo }]),
    ]),
    ...(overrun
      ? [
          { field: 'reasonableOverrun', share: overrun.fund, limit: fund },
          { field: 'reasonableOverrun', share: overrun.upTo, limit: upTo },
          { field: 'reasonableOverrun', share: overrun.growthAbove, limit: growthAbove, least: true },
        ]
      : []),
    ...surplus.map(({ kept }) => ({ field: 'surplus', share: kept, limit: limits.surplus.kept })),
    ...(surplus.every(({ kept }) => isNil(kept))
      ? []
      : [{ field: 'surplusCap', share: surplusCap, limit: limits.surplus.cap }]),
  ]
}

/**
 * What comes back of a deposit in each band, beside what may come back at its lowest score. A band that reaches up over
 * better scores gives these no more than it gives the lowest.
 */
const returnedFigures = ({ depositReturn }: Terms, { depositReturn: most = [] }: SharingLimits): Agreed[] =>
  depositReturn.flatMap(({ from, returned }) => {
    const limit = most.find((band) => new Exact(from).greaterThanOrEqualTo(band.from))
    return limit ? [{ field: 'depositReturn', share: returned, limit: limit.returned }] : []
  })

/** By how many indexes an institution is assessed: without any, every year of it scores in full. */
const indexCount = ({ indexes }: Terms, { leastIndexes }: SharingLimits): Agreed[] =>
  leastIndexes === undefined
    ? []
    : [{ field: 'indexes', share: String(indexes.length), limit: leastIndexes, least: true }]

/** Why overspending and surplus may not be shared so: the fund would bear, or the institution keep, more than is allowed. */
export const outsideSharing = (terms: Terms, limits: SharingLimits) => {
  const deposit = {
    ...{ field: 'depositShare', share: terms.depositShare, limit: limits.depositLeast },
    least: true,
  }
  const agreed: Agreed[] = [
    deposit,
    ...returnedFigures(terms, limits),
    ...indexCount(terms, limits),
    ...schemes.flatMap((scheme) => agreedFigures(termsFor(terms, scheme), limits)),
  ]
  for (const { field, share, limit, least = false } of agreed) {
    const figures = { share, limit }
    if (least && new Exact(share).lessThan(limit))
      return refuse('agreement.bound-below-limit', { article: sharing, field, figures })
    if (!least && new Exact(share).greaterThan(limit))
      return refuse('agreement.bound-above-limit', { article: sharing, field, figures })
  }
  return limits.indexes && outsideIndexes(terms, limits.indexes)
}
