import type { FundYear, Month } from '#shared/calendar/day.ts'
import type { Key, Store } from '#shared/edge/store/store.ts'
import { sum } from '#shared/money/fen.ts'
import type { MonthCounters } from '../claims/institution-months.ts'
import { institutionMonths, lateMonthsIn } from '../claims/institution-months.ts'
import { institutionMonthPartition, quotaKey, standingKey, standingPartition } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { Quota } from '../quota/rules/quota.ts'
import { toQuota } from '../quota/store.ts'
import type { ClaimTotals } from './rules/settle-institution.ts'
import type { CarriedIn, Standing } from './rules/standing.ts'
import { newStanding, nothingCarried } from './rules/standing.ts'
import { standings } from './statements.ts'

/** Which months of a fund are settled, and by which quotas. */
export type SettlementScope = {
  readonly fund: Fund
  readonly year: FundYear
  /** The month that the settlement is named after: the last of `months`. */
  readonly month: Month
  /** The months whose bookings are settled. */
  readonly months: readonly Month[]
  readonly planId: string
}

/** What an institution's settlement is decided on; `version` 0: it has no standing in the year yet. */
export type InstitutionState = {
  readonly institution: string
  readonly standing: Standing
  readonly version: number
  readonly claimed: ClaimTotals
  /** Earlier months of which claims were booked in the settled ones. */
  readonly lateMonths: readonly Month[]
  /** None for an institution outside the quota plan. */
  readonly quota: Quota | undefined
}

/** The limit of one batch of reads. */
const largestBatch = 100
/** Few enough that a group's transaction stays far below the limit of 100 items and is tried again at little cost. */
const largestGroup = 20

/** How many institutions are settled together, so that one batch reads their standing, quota and booked months. */
export const institutionsAtOnce = (months: number): number =>
  Math.min(largestGroup, Math.floor(largestBatch / (2 + months)))

/** The institutions a settlement of these months has to look at, in order: those with bookings or a standing. */
export const institutionsToSettle = async (
  store: Store,
  { fund, year, months }: Pick<SettlementScope, 'fund' | 'year' | 'months'>,
): Promise<string[]> => {
  const partitions = [
    ...months.map((month) => institutionMonthPartition(fund, month)),
    standingPartition(fund, year),
    // January gave everyone who had a standing in the year before one in this year.
    ...(months.includes(`${year}-01`) ? [standingPartition(fund, year - 1)] : []),
  ]
  const found = await Promise.all(partitions.map((pk) => Array.fromAsync(store.list({ pk }))))
  // Institutions elsewhere are paid by the city they are in.
  return [
    ...new Set(found.flat().flatMap(({ sk, treatedIn }) => (treatedIn === undefined ? [sk] : []))),
  ].sort()
}

/** The standings of all institutions that a fund settled with in a year, in order of institutions. */
export const readStandings = (store: Store, fund: Fund, year: FundYear): Promise<Standing[]> =>
  Array.fromAsync(standings.list(store, standingPartition(fund, year)))

const claimedIn = (months: readonly (MonthCounters | undefined)[]): ClaimTotals => {
  const total = (name: keyof ClaimTotals) => sum(months.map((month) => month?.[name] ?? 0))
  return {
    controlled: total('controlled'),
    inpatient: total('inpatient'),
    others: total('others'),
    recovered: total('recovered'),
    owedBack: total('owedBack'),
    visitors: total('visitors'),
  }
}

/** What institutions owed back at the end of the year before: not positive. */
const carriedOver = async (
  store: Store,
  { fund, year }: SettlementScope,
  institutions: readonly string[],
): Promise<ReadonlyMap<string, CarriedIn>> => {
  if (institutions.length === 0) return new Map()
  const before = await standings.readMany(
    store,
    institutions.map((institution) => ({ ...fund, year: year - 1, institution })),
  )
  return new Map(
    before.flatMap((standing) =>
      standing
        ? [
            [
              standing.institution,
              { own: standing.carried, visitors: standing.visitors?.carried ?? 0 },
            ] as const,
          ]
        : [],
    ),
  )
}

/**
 * Reads what a group of institutions is settled by, in one round trip. A second one is made only for those without a
 * standing in the year. Their first standing takes over what was owed back at the end of the year before.
 */
export const readInstitutions = async (
  store: Store,
  settling: SettlementScope,
  institutions: readonly string[],
): Promise<InstitutionState[]> => {
  const { fund, year, month, months, planId } = settling
  const keysOf = (institution: string): Key[] => [
    standingKey(fund, year, institution),
    quotaKey(fund, year, planId, institution),
    ...months.map((each) => institutionMonths.key({ ...fund, month: each, institution })),
  ]
  const items = await store.getMany(institutions.flatMap(keysOf))
  const width = 2 + months.length
  const read = institutions.map((institution, index) => {
    const [standing, quota, ...others] = items.slice(index * width, (index + 1) * width)
    const booked = others.map((item) => item && institutionMonths.from(item))
    return {
      institution,
      standing: standing && standings.from(standing),
      quota: quota && toQuota(quota),
      claimed: claimedIn(booked),
      lateMonths: lateMonthsIn(booked),
    }
  })
  const fresh = read.filter(({ standing }) => standing === undefined)
  const carried = await carriedOver(
    store,
    settling,
    fresh.map(({ institution }) => institution),
  )
  return read.map(({ standing, ...state }) => ({
    ...state,
    standing:
      standing ??
      newStanding(state.institution, year, month, carried.get(state.institution) ?? nothingCarried),
    version: standing?.version ?? 0,
  }))
}
