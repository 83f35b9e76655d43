import { allocate } from '#shared/money/allocate.ts'
import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'
import { Exact } from '#shared/money/rate.ts'
import type { Method } from '../../agreement/rules/payment-terms.ts'
import { dividePackage, packageOf } from '../../payment-method/rules/capitation.ts'
import type { Points } from '../../payment-method/rules/points.ts'
import { pointValue } from '../../total-control/rules/point-value.ts'
import type { ByCare, Care, CareYear } from './clear-institution.ts'
import { cares } from './clear-institution.ts'

/** An institution's year before what is shared with others is divided. */
export type InstitutionYear = {
  readonly institution: string
  readonly methods: ByCare<Method>
  readonly accrued: ByCare<Fen>
  /** Null outside the quota plan. */
  readonly quota: ByCare<Fen> | null
  readonly points: ByCare<Points>
}

/** Money that several institutions are paid out of: a year's fund for the points of a table, or a community's package. */
export type Pool = {
  readonly pool: string
  readonly fund: Fen
  /** In ten-thousandths of a point; nil for a package. */
  readonly points: Points
  /** Yuan for each point as a decimal text, for everybody to see; null for a package and where there are no points. */
  readonly yuanPerPoint: string | null
  readonly shares: ReadonlyMap<string, Fen>
}

const partsOfAPoint = 10_000

/** The pool that pays for a kind of care, by name; undefined where the institution is paid for it alone. */
const poolOf = ({ institution, methods, quota }: InstitutionYear, care: Care): string | undefined => {
  const method = methods[care]
  if ('groups' in method) return quota === null ? undefined : `${care}:points:${method.groups}`
  const community = method.kind === 'capitation' ? method.community : undefined
  const isMember = community?.members.some((member) => member.institution === institution)
  return isMember ? `${care}:package:${community?.code}` : undefined
}

/** The year's fund of a table is what the quotas have for the care of the institutions paid by it, divided by points. */
const dividePoints = (pool: string, care: Care, members: readonly InstitutionYear[]): Pool => {
  const fund = sum(members.map(({ quota }) => quota?.[care] ?? 0))
  const counted = members.map(({ points }) => Math.max(0, points[care]))
  const points = sum(counted)
  const shares = points === 0 ? counted : allocate(fund, counted)
  const value = points === 0 ? null : pointValue({ fund, points: new Exact(points).div(partsOfAPoint) })
  return {
    pool,
    fund: sum(shares),
    points,
    yuanPerPoint: value && String(value.yuanPerPoint),
    shares: new Map(members.map(({ institution }, index) => [institution, shares[index] ?? 0])),
  }
}

/** A community's package is that of its agreement; members who treated nobody still have their share. */
const divideCommunity = (pool: string, care: Care, members: readonly InstitutionYear[]): Pool => {
  const method = members[0]?.methods[care]
  if (method?.kind !== 'capitation')
    return { pool, fund: 0, points: 0, yuanPerPoint: null, shares: new Map() }
  const shareOf = new Map(method.community?.members.map(({ institution, share }) => [institution, share]))
  const fund = packageOf(method)
  const shares = dividePackage(
    fund,
    members.map(({ institution, accrued }) => ({
      institution,
      actual: accrued[care],
      share: shareOf.get(institution) ?? '0',
    })),
  )
  return { pool, fund, points: 0, yuanPerPoint: null, shares }
}

/** Divides everything that several institutions are paid out of. Institutions come in order of their codes. */
export const dividePools = (years: readonly InstitutionYear[]): Pool[] =>
  cares.flatMap((care) => {
    const pools = Map.groupBy(years, (year) => poolOf(year, care))
    return [...pools].flatMap(([pool, members]) => {
      if (pool === undefined) return []
      return pool.startsWith(`${care}:points:`)
        ? [dividePoints(pool, care, members)]
        : [divideCommunity(pool, care, members)]
    })
  })

/** What a kind of care finally comes to, by its method and what it is paid out of. */
const careYear = (year: InstitutionYear, care: Care, pools: ReadonlyMap<string, Pool>): CareYear => {
  const { institution, methods, accrued, quota } = year
  const pool = poolOf(year, care)
  const kind = methods[care].kind
  const shared = pool === undefined ? undefined : pools.get(pool)?.shares.get(institution)
  return {
    accrued: accrued[care],
    final: shared ?? accrued[care],
    // Points and heads are a budget by themselves; items and days are counted against the quota.
    banded: kind === 'by-item' || kind === 'bed-day',
    quota: quota?.[care] ?? null,
    ...(pool === undefined ? {} : { pool }),
  }
}

/** Each kind of care of an institution's year as it is cleared. */
export const careYears = (year: InstitutionYear, pools: readonly Pool[]): ByCare<CareYear> => {
  const byName = new Map(pools.map((each) => [each.pool, each]))
  return {
    inpatient: careYear(year, 'inpatient', byName),
    outpatient: careYear(year, 'outpatient', byName),
  }
}
