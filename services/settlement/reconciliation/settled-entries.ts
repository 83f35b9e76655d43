import { asTold } from '../insured-year/rules/as-told.ts'
import type { ClaimReversed, ClaimSettled } from '../insured-year/rules/claim-events.ts'
import { countedOn } from '../insured-year/sent-by.ts'
import type { DatedEntry } from './rules/settled-entry.ts'
import { clearingTypeOf } from './rules/settled-entry.ts'

const purposeOf = (fact: ClaimSettled | ClaimReversed) =>
  fact.kind === 'claim-settled' ? fact.circumstances.purpose : fact.purpose

const ownOf = (fact: ClaimSettled | ClaimReversed) =>
  fact.kind === 'claim-settled'
    ? { entryId: fact.claimId, dated: fact.settledOn }
    : { entryId: fact.reversalId, dated: fact.reversedOn }

/**
 * A claim or reversal as its institution reconciles it: with the amounts it was answered with, on the day its message
 * came. A correction is our own, of no message that an institution could have on its side, and is no such entry.
 */
export const entryOf = (entry: ClaimSettled | ClaimReversed, by: string | undefined): DatedEntry => {
  const fact = asTold(entry)
  const { entryId, dated } = ownOf(fact)
  const { total, fund, account } = fact.amounts
  return {
    entryId,
    on: countedOn(by, dated),
    scheme: fact.scheme,
    clearing: clearingTypeOf(fact.care, purposeOf(fact)),
    ...{ total, fund, account },
  }
}
