import type { Day, Month } from '#shared/calendar/day.ts'
import type { insuredCounted } from '#shared/contracts/enrollment.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { cities } from '#shared/kernel/divisions.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import { headsKey, indicatorKey, indicatorPartition } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { Figures } from './rules/figures.ts'

type InsuredCounted = ReturnType<typeof insuredCounted.parse>['data']
type FundMonth = Fund & { readonly month: Month }

/** The insured of a fund at the end of a month. */
export type Heads = FundMonth & {
  readonly revision: number
  readonly insured: readonly {
    readonly scheme: Scheme
    readonly employment: string
    readonly persons: number
  }[]
  readonly version: number
}

export const heads = defineRecord<Heads, FundMonth>({
  kind: 'insured-heads',
  key: ({ month, ...fund }) => headsKey(fund, month),
})

/** Keeps what enrolment counted; the highest revision of a month holds, whatever order they come in. */
export const recordHeads = async (store: Store, counted: InsuredCounted): Promise<void> => {
  const { city, month, revision } = counted
  for (const scheme of schemes) {
    const insured = counted.insured.filter((each) => each.scheme === scheme)
    await retryConflicts(async () => {
      const before = await heads.read(store, { city, scheme, month })
      if (before && before.revision >= revision) return 'kept'
      const version = before?.version ?? 0
      const written = await store.write([
        heads.replace({ city, scheme, month, revision, insured, version }, version),
      ])
      return written.status === 'written' ? 'kept' : undefined
    })
  }
}

/** The counts of the insured of some months, in order. */
export const readHeadsAmong = (
  store: Store,
  fund: Fund,
  { from, to }: { readonly from: Month; readonly to: Month },
): Promise<Heads[]> => {
  const { pk, sk } = headsKey(fund, to)
  return Array.fromAsync(heads.list(store, pk, { between: [headsKey(fund, from).sk, sk] }))
}

/** The last count of the insured up to a month: a month that is not over yet has that of the month before. */
export const readHeads = async (store: Store, fund: Fund, month: Month): Promise<Heads | undefined> => {
  const { pk, sk } = headsKey(fund, month)
  const from = headsKey(fund, `${Number(month.slice(0, 4)) - 1}-01`).sk
  const found = await Array.fromAsync(heads.list(store, pk, { between: [from, sk] }))
  return found.at(-1)
}

/** What the indicators of a fund's month come from, as the run worked it out last. */
export type IndicatorMonth = FundMonth & {
  readonly computedOn: Day
  /** How often the books of the year were written in by then, to tell whether they moved since. */
  readonly entries: number
  readonly figures: Figures
  readonly version: number
}

export const indicatorMonths = defineRecord<IndicatorMonth, FundMonth>({
  kind: 'indicator-month',
  key: ({ month, ...fund }) => indicatorKey(fund, month),
})

/** The months of a fund that indicators were worked out for. */
export const listIndicatorMonths = (
  store: Store,
  fund: Fund,
  { from, to }: { readonly from: Month; readonly to: Month },
): Promise<IndicatorMonth[]> =>
  Array.fromAsync(indicatorMonths.list(store, indicatorPartition(fund), { between: [from, to] }))

/** A month of every city of a scheme, of those that have it, in one round trip. */
export const indicatorMonthOfCities = async (
  store: Store,
  scheme: Scheme,
  month: Month,
): Promise<IndicatorMonth[]> => {
  const found = await indicatorMonths.readMany(
    store,
    cities.map(({ code: city }) => ({ city, scheme, month })),
  )
  return found.flatMap((each) => each ?? [])
}
