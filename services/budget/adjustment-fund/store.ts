import type { Day, FundYear } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Fen } from '#shared/money/fen.ts'
import { gapShareKey } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'

/** Who bears a year's gap, as the province approved it: booked with what the fund owes, and shown in the final accounts. */
export type GapShare = {
  readonly fund: Fund
  readonly year: FundYear
  readonly applicationId: string
  readonly approvedOn: Day
  readonly gap: Fen
  /** Covered by the accumulated balance before the fund; borne by the fund; the city's share beside it; what does not count. */
  readonly own: Fen
  readonly fromFund: Fen
  readonly local: Fen
  readonly ineligible: Fen
}

export const gapShares = defineRecord<GapShare, Pick<GapShare, 'fund' | 'year'>>({
  kind: 'gap-share',
  key: ({ fund, year }) => gapShareKey(fund, year),
})
