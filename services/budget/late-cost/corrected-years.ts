import type { Day, FundYear } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import type { Fen } from '#shared/money/fen.ts'
import { finalYears } from '../accounts/final-year.ts'
import { gapShares } from '../adjustment-fund/store.ts'
import type { LateCost } from '../cleared-cost/late-costs.ts'
import { readYearCleared } from '../cleared-cost/store.ts'
import type { Effects } from '../effects.ts'
import { correctedYearKey, correctedYearPrefix, fundPartition } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { readYearClose } from '../year-close/store.ts'
import type { Amounts } from './rules/corrected-year.ts'
import { correctedYear, correctionRuleAt } from './rules/corrected-year.ts'

/** A final year by what came to it since, as two persons decided that its shared gap is trued up by it. */
export type CorrectedYear = {
  readonly fund: Fund
  readonly year: FundYear
  /** The number of the decision; those by which costs were carried correct nothing. */
  readonly number: number
  readonly correctedOn: Day
  readonly income: Fen
  readonly expenditure: Fen
}

export const correctedYears = defineRecord<CorrectedYear, Pick<CorrectedYear, 'fund' | 'year' | 'number'>>({
  kind: 'fund-year-corrected',
  key: ({ fund, year, number }) => correctedYearKey(fund, year, number),
})

/** The last correction of a year, or undefined. */
const lastCorrected = async (store: Store, { fund, year }: Pick<LateCost, 'fund' | 'year'>) => {
  const of = { prefix: correctedYearPrefix(year) }
  return (await Array.fromAsync(correctedYears.list(store, fundPartition(fund), of))).at(-1)
}

/** What a year comes to with what is told of it, by which its shared gap can be trued up again. */
export const yearCorrectedBy = async (
  { fund, year, income, expenditure }: LateCost,
  today: Day,
  { store, policy }: Pick<Effects, 'store' | 'policy'>,
): Promise<Decision<Amounts>> => {
  const [booked, cleared, final, share, last] = await Promise.all([
    readYearClose(store, fund, year),
    readYearCleared(store, fund, year),
    finalYears.read(store, { fund, year }),
    gapShares.read(store, { fund, year }),
    lastCorrected(store, { fund, year }),
  ])
  const trued = final && { ...(last ?? final), finalisedOn: final.finalisedOn }
  const told = { income, expenditure }
  const known = { booked, cleared, trued, gap: share?.gap, told }
  return correctedYear({ ...known, rule: correctionRuleAt(policy(), year), today }, year)
}
