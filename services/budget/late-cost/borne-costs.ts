import type { Day, FundYear, Month } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { borneCostKey, borneCostPrefix, fundPartition } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { BorneCost } from './rules/borne-costs.ts'

/** What an institution bears by a decision of two hands, as it was booked: its next settlements pay so much less. */
export type BookedCost = BorneCost &
  Fund & {
    readonly year: FundYear
    /** The number of the decision. */
    readonly number: number
    readonly document: string
    readonly bookedIn: Month
    readonly on: Day
    readonly entryId: string
  }

export const borneCosts = defineRecord<
  BookedCost,
  Pick<BookedCost, 'city' | 'scheme' | 'institution' | 'year' | 'number'>
>({
  kind: 'late-cost-borne',
  key: ({ institution, year, number, ...fund }) => borneCostKey(fund, institution, year, number),
})

/** What an institution bears of a fund's late costs: of one year, or of all, in order of years. */
export const listBorneCosts = (
  store: Store,
  fund: Fund,
  institution: string,
  year?: FundYear,
): Promise<BookedCost[]> =>
  Array.fromAsync(borneCosts.list(store, fundPartition(fund), { prefix: borneCostPrefix(institution, year) }))
