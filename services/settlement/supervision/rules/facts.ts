import type { ClaimSettled } from '../../insured-year/rules/claim-events.ts'
import type { InsuredYear } from '../../insured-year/rules/insured-year.ts'
import type { MonthFigures } from './month-figures.ts'

/** A claim with what settling it had in hand of the person; `stays` are those settled before it. */
export type ClaimFacts = {
  readonly claim: ClaimSettled
  readonly person: Pick<InsuredYear, 'sex' | 'birthOn' | 'spells' | 'stays'>
}

/** A month of an institution, with what was recorded of earlier ones; a month nobody counted is absent. */
export type MonthFacts = {
  readonly now: MonthFigures
  /** Figures of the month so many months before: 1 is last month, 12 the same month a year ago. */
  readonly before: (months: number) => MonthFigures | undefined
}

/**
 * What a claim is judged with, the same whenever it is asked. Of the stays, which stand in the order they were settled
 * in, only those before its own. Of two stays that belong together the rules so find one, the one settled later.
 */
export const factsOf = (claim: ClaimSettled, year: InsuredYear): ClaimFacts => {
  const own = year.stays.findIndex(({ claimId }) => claimId === claim.claimId)
  return { claim, person: { ...year, stays: own < 0 ? year.stays : year.stays.slice(0, own) } }
}
