import { must } from '#shared/kernel/errors.ts'
import { allocate } from '#shared/money/allocate.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import type { Rate } from '#shared/money/rate.ts'
import { Exact, times } from '#shared/money/rate.ts'
import type { Bounds, Method } from '../../agreement/rules/payment-terms.ts'
import type { Capitation } from '../../payment-method/rules/capitation.ts'
import { dividePackage, monthlyCapitation, packageOf } from '../../payment-method/rules/capitation.ts'
import type { HeadsPaid } from '../../payment-method/rules/package-heads.ts'
import type { Points } from '../../payment-method/rules/points.ts'
import { countedWith } from '../../payment-method/rules/points.ts'
import { pointValue } from '../../total-control/rules/point-value.ts'
import type { Bounded, BoundReached } from './bounded.ts'
import { boundedWorth, withinRate, worthBounds } from './bounded.ts'
import type { ByCare, Care, CareYear } from './clear-institution.ts'
import { cares } from './clear-institution.ts'

/** An institution's year before what is shared with others is divided. */
export type InstitutionYear = {
  readonly institution: string
  readonly methods: ByCare<Method>
  readonly bounds: Bounds
  readonly accrued: ByCare<Fen>
  /** What the pool owed for its claims, whatever its method made of them. */
  readonly claimed: ByCare<Fen>
  /** Null outside the quota plan. */
  readonly quota: ByCare<Fen> | null
  readonly points: ByCare<Points>
  /** What patients and other funds paid of the cases that points are counted of. */
  readonly deductions: ByCare<Fen>
  /** For how many months of the year it is paid by head: 12, fewer where its agreement was withdrawn from. */
  readonly monthsByHead: number
}

/** What pools are divided by that no institution's year says. */
export type PoolFacts = {
  /** What the fund's people cost in other cities and provinces, as its pool paid it. */
  readonly away?: Readonly<Record<Care, Fen>>
  /** What a point of a table was paid with month by month, in yuan. */
  readonly prepaidPerPoint: (table: string) => Rate
  /** The recorded and approved heads of a list, and of how many insured of the fund; undefined where there are none. */
  readonly headsOf: (list: string) => HeadsPaid | undefined
}

/** What a pool pays one institution, and by which bound. */
export type PoolShare = Bounded & {
  /** Its part of the fund before floor, ceiling and rate; of a package, what its cases and its share of the rest make. */
  readonly share: Fen
  /** What its points come to at the floor and at the ceiling; of points alone. */
  readonly worth?: { readonly floor: Fen; readonly ceiling: Fen; readonly toppedUp: Fen }
  readonly deducted: Fen
}

/** Money that several institutions are paid out of: a year's fund for the points of a table, or a community's package. */
export type Pool = {
  readonly pool: string
  readonly fund: Fen
  /** What is paid to institutions; what bounds keep of the fund is `kept`, negative where a floor costs more. */
  readonly paid: Fen
  readonly kept: Fen
  /** What the residents of a community cost elsewhere, which its package is charged with. */
  readonly elsewhere: Fen
  /** Of a package: its list, and the heads it is for. */
  readonly list?: string
  readonly heads?: number
  readonly insured?: number
  /** In ten-thousandths of a point; nil for a package. */
  readonly points: Points
  /** Yuan for each point as a decimal text, for everybody to see; null for a package and where there are no points. */
  readonly yuanPerPoint: string | null
  readonly shares: ReadonlyMap<string, PoolShare>
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

const poolFrom = (
  found: Pick<Pool, 'pool' | 'fund' | 'points' | 'yuanPerPoint' | 'list' | 'heads' | 'insured'> & {
    readonly elsewhere?: Fen
  },
  shares: ReadonlyMap<string, PoolShare>,
): Pool => {
  const elsewhere = found.elsewhere ?? 0
  const paid = sum([...shares.values()].map((each) => each.paid))
  return { ...found, elsewhere, paid, kept: fen(found.fund - elsewhere - paid), shares }
}

/** What is deducted of an institution's points: nothing unless its agreement says that standards are for all payers. */
const deductionsOf = ({ bounds, deductions }: InstitutionYear, care: Care): Fen =>
  bounds.deducts === undefined ? 0 : deductions[care]

/**
 * The year's fund of a table is what the quotas have for the care of the institutions paid by it, divided by points.
 * Where standards are for all payers, what others paid is added to the fund first and taken off each share. A point is
 * worth no less than its floor and no more than its ceiling, and nobody is paid more than the agreed rate of what was
 * claimed. What that leaves stays with the fund.
 */
const dividePoints = (
  pool: string,
  care: Care,
  members: readonly InstitutionYear[],
  { prepaidPerPoint }: PoolFacts,
): Pool => {
  const method = members[0]?.methods[care]
  must(method !== undefined && 'groups' in method, 'clearing.no-table', 'a pool of points has a table')
  const prepaid = prepaidPerPoint(method.groups)
  const fund = sum(members.map(({ quota }) => quota?.[care] ?? 0))
  const counted = members.map(({ points, bounds }) =>
    countedWith(Math.max(0, points[care]), bounds.coefficient),
  )
  const points = sum(counted)
  const deducted = members.map((each) => deductionsOf(each, care))
  const whole = fen(fund + Math.max(0, sum(deducted)))
  const shares = points === 0 ? counted : allocate(whole, counted)
  const value =
    points === 0 ? null : pointValue({ fund: whole, points: new Exact(points).div(partsOfAPoint) })
  const paid = members.map(({ institution, bounds, claimed }, index): [string, PoolShare] => {
    const share = shares[index] ?? 0
    const off = deducted[index] ?? 0
    const worth = worthBounds({ points: counted[index] ?? 0, share, prepaidPerPoint: prepaid }, bounds)
    const { paid: standard, by } = boundedWorth(share, worth)
    const own = withinRate({ paid: fen(standard - off), by }, claimed[care], bounds.mostPaid)
    return [institution, { ...own, share, worth, deducted: off }]
  })
  return poolFrom({ pool, fund, points, yuanPerPoint: value && String(value.yuanPerPoint) }, new Map(paid))
}

/** The heads that a list is paid for: those recorded; without a record nothing can be cleared. */
const recordedHeads = (list: string, { headsOf }: PoolFacts) => {
  const found = headsOf(list)
  must(found !== undefined, 'clearing.heads-unknown', 'a list is cleared by recorded heads', { list })
  return found
}

/**
 * What was claimed of institutions that belong to no community, those in other cities and provinces among them: where
 * the residents of communities go elsewhere.
 */
const claimedOutside = (care: Care, years: readonly InstitutionYear[], away: Fen): Fen =>
  fen(
    Math.max(0, away) +
      sum(
        years
          .filter((year) => !poolOf(year, care)?.startsWith(`${care}:package:`))
          .map(({ claimed }) => Math.max(0, claimed[care])),
      ),
  )

/**
 * A community's package is that of its agreement for the heads recorded. It is charged with what its residents cost
 * elsewhere: their part, by heads, of what was claimed outside communities. Each member has what its cases came to and
 * its share of the rest, never less than nil, and never more than the agreed rate of what was claimed.
 */
const divideCommunity = (
  pool: string,
  care: Care,
  members: readonly InstitutionYear[],
  facts: PoolFacts,
  outside: Fen,
): Pool => {
  const method = members[0]?.methods[care]
  must(
    method?.kind === 'capitation' && method.community !== undefined,
    'clearing.no-package',
    'a package is of a community',
  )
  const { code, members: agreed, elsewhere: charged = '1' } = method.community
  const { heads, insured } = recordedHeads(code, facts)
  const shareOf = new Map(agreed.map(({ institution, share }) => [institution, share]))
  const fund = packageOf({ ...method, heads })
  const elsewhere = times(outside, new Exact(heads).div(insured).times(charged))
  const divided = dividePackage(
    fen(fund - elsewhere),
    members.map(({ institution, accrued }) => ({
      institution,
      actual: accrued[care],
      share: shareOf.get(institution) ?? '0',
    })),
  )
  const paid = members.map(({ institution, claimed, bounds }): [string, PoolShare] => {
    const share = divided.get(institution) ?? 0
    const own: Bounded = share < 0 ? { paid: 0, by: 'nil' } : { paid: share, by: 'share' }
    return [institution, { ...withinRate(own, claimed[care], bounds.mostPaidByHead), share, deducted: 0 }]
  })
  return poolFrom(
    { pool, fund, points: 0, yuanPerPoint: null, elsewhere, list: code, heads, insured },
    new Map(paid),
  )
}

/** The lists of persons that years are cleared by: of communities by their code, of others by the institution. */
export const listsOf = (years: readonly Pick<InstitutionYear, 'institution' | 'methods'>[]): string[] => [
  ...new Set(
    years.flatMap(({ institution, methods }) =>
      cares.flatMap((care) => {
        const method = methods[care]
        return method.kind === 'capitation' ? [method.community?.code ?? institution] : []
      }),
    ),
  ),
]

/** Divides everything that several institutions are paid out of. Institutions come in order of their codes. */
export const dividePools = (years: readonly InstitutionYear[], facts: PoolFacts): Pool[] =>
  cares.flatMap((care) => {
    const pools = Map.groupBy(years, (year) => poolOf(year, care))
    const outside = claimedOutside(care, years, facts.away?.[care] ?? 0)
    return [...pools].flatMap(([pool, members]) => {
      if (pool === undefined) return []
      return pool.startsWith(`${care}:points:`)
        ? [dividePoints(pool, care, members, facts)]
        : [divideCommunity(pool, care, members, facts, outside)]
    })
  })

/** What the months paid for a list, put right by the heads recorded for it. */
const byRecordedHeads = (year: InstitutionYear, care: Care, method: Capitation, facts: PoolFacts): Fen => {
  const { heads } = recordedHeads(year.institution, facts)
  const paidIn = (list: Pick<Capitation, 'perHead' | 'heads'>) =>
    sum(monthlyCapitation(list).slice(0, year.monthsByHead))
  return fen(year.accrued[care] + paidIn({ ...method, heads }) - paidIn(method))
}

/** What care comes to that an institution is paid for alone. */
const aloneFor = (
  year: InstitutionYear,
  care: Care,
  facts: PoolFacts,
): Bounded & { readonly rate?: string } => {
  const { methods, bounds, accrued, claimed } = year
  const method = methods[care]
  const own: Bounded = { paid: accrued[care], by: 'share' }
  if (method.kind === 'by-item') return own
  if (method.kind !== 'capitation')
    return { ...withinRate(own, claimed[care], bounds.mostPaid), rate: bounds.mostPaid }
  // A stranger to the community that its agreement names is paid by item.
  if (method.community) return own
  const paid = { paid: byRecordedHeads(year, care, method, facts), by: 'share' as const }
  return { ...withinRate(paid, claimed[care], bounds.mostPaidByHead), rate: bounds.mostPaidByHead }
}

/** What a kind of care finally comes to, by its method and what it is paid out of. */
const careYear = (
  year: InstitutionYear,
  care: Care,
  pools: ReadonlyMap<string, Pool>,
  facts: PoolFacts,
): CareYear => {
  const { institution, methods, bounds, accrued, claimed, quota } = year
  const pool = poolOf(year, care)
  const { kind } = methods[care]
  const shared = pool === undefined ? undefined : pools.get(pool)?.shares.get(institution)
  const byHead = kind === 'capitation'
  const { paid, by, rate } = shared
    ? { ...shared, rate: byHead ? bounds.mostPaidByHead : bounds.mostPaid }
    : aloneFor(year, care, facts)
  const bound: BoundReached = by
  return {
    accrued: accrued[care],
    claimed: claimed[care],
    final: paid,
    // Points and heads are a budget by themselves; items and days are counted against the quota.
    banded: kind === 'by-item' || kind === 'bed-day',
    quota: quota?.[care] ?? null,
    // What a list leaves over its cases is a surplus, which the score decides on.
    ...(byHead && rate !== undefined ? { saved: Math.max(0, fen(paid - claimed[care])) } : {}),
    ...(rate === undefined ? {} : { mostPaid: rate, bound }),
    ...(shared?.worth ? { worth: { ...shared.worth, share: shared.share, deducted: shared.deducted } } : {}),
    ...(pool === undefined ? {} : { pool }),
  }
}

/** Each kind of care of an institution's year as it is cleared. */
export const careYears = (
  year: InstitutionYear,
  pools: readonly Pool[],
  facts: PoolFacts,
): ByCare<CareYear> => {
  const byName = new Map(pools.map((each) => [each.pool, each]))
  return {
    inpatient: careYear(year, 'inpatient', byName, facts),
    outpatient: careYear(year, 'outpatient', byName, facts),
  }
}
