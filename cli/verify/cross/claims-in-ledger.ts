import { monthOf } from '#shared/calendar/day.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { accountEntries } from '../../../services/settlement/account/account-entries.ts'
import { settledIn } from '../../../services/settlement/insured-year/records/claim-item.ts'
import {
  correctionIdOf,
  correctionIn,
} from '../../../services/settlement/insured-year/records/correction-item.ts'
import { reversalIn } from '../../../services/settlement/insured-year/records/reversal-item.ts'
import type { CrossCheck } from '../check.ts'
import { startMatching } from '../matching.ts'

const id = 'cross.claims-in-ledger'

/** What settlement records that the ledger posts: its id there, its day, and the fact itself. */
const entryIn = (item: RecordedItem) => {
  const claim = settledIn(item)?.claim
  if (claim) return { entryId: claim.claimId, on: claim.settledOn, fact: claim }
  const reversal = reversalIn(item)
  if (reversal) return { entryId: reversal.reversalId, on: reversal.reversedOn, fact: reversal }
  const correction = correctionIn(item)
  return correction && { entryId: correctionIdOf(correction), on: correction.correctedOn, fact: correction }
}

/**
 * Every claim settled, reversed or corrected stands in the ledger once, with fund, month, institution and amounts. So does
 * what a claim took of an account of the family, in the fund of that account.
 */
export const claimsInLedger: CrossCheck = {
  id,
  number: 3,
  rule: 'claims settled, reversed and corrected, and what they took of accounts of the family = claims posted in the ledger, each with its fund, month and amounts',
  start: () => {
    const matching = startMatching(id, { here: 'settlement', there: 'budget' })
    return {
      see: (service, item) => {
        const entry = service === 'settlement' ? entryIn(item) : undefined
        if (entry) {
          const { entryId, on, fact } = entry
          const { city, scheme, institution, amounts } = fact
          const { total, basic, account, cash } = amounts
          const fund = [city, scheme, monthOf(on), institution]
          matching.here(entryId, [...fund, total, basic, account, cash])
        }
        if (service === 'settlement' && accountEntries.is(item)) {
          const { entryId, city, on, amount, family } = accountEntries.from(item)
          const use = family && [city, 'employee', monthOf(on), family.institution, 0, 0, 0 - amount, 0]
          if (use) matching.here(entryId, use)
        }
        if (service === 'budget' && item.kind === 'claim-posted') {
          const { claimId, city, scheme, month, institution, total, basic, account, cash } = item
          matching.there(
            String(claimId),
            [city, scheme, month, institution, total, basic, account, cash].map(String),
          )
        }
      },
      finish: matching.finish,
    }
  },
}
