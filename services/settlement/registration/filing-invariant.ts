import type { Invariant, Violation } from '#shared/kernel/invariant.ts'
import { gatherClaimFiles } from '../insured-year/invariants/claim-files.ts'
import { yearIn } from '../insured-year/records/insured-year-item.ts'
import type { CareFiling } from '../insured-year/rules/care-filings.ts'
import { filingsOf } from '../insured-year/rules/care-filings.ts'
import type { ClaimSettled } from '../insured-year/rules/claim-events.ts'
import { yearName } from '../insured-year/rules/recorded-year.ts'

const id = 'settlement.filings'

/** Whether a claim was settled by a filing that is on record, be it taken back since. */
const isOnRecord = (claim: ClaimSettled, filings: readonly CareFiling[]): boolean => {
  const { institution, at = '', servedOn, stay } = claim
  const care = { institution, city: at, from: stay?.from ?? servedOn, to: stay?.to ?? servedOn }
  const kinds = new Set(filingsOf(care, filings).map(({ kind }) => kind))
  const { filing, said } = claim.circumstances
  if (filing === 'filed') return kinds.has('filed') || kinds.has('referral')
  return kinds.has('emergency') || said === 'emergency'
}

/** Every standing claim for care elsewhere against what the paying city has on record of it. */
export const filingsAreOnRecord: Invariant = {
  id,
  number: 11,
  rule: 'care elsewhere that was paid as filed, referred or an emergency has the record of an office for it; only an emergency may be the hospital’s word',
  start: () => {
    const claims = gatherClaimFiles()
    const filings = new Map<string, readonly CareFiling[]>()
    return {
      see: (item) => {
        claims.see(item)
        const year = yearIn(item)?.state
        if (year?.registered.filings) filings.set(yearName(year), year.registered.filings)
      },
      finish: () => {
        const elsewhere = [...claims.files().values()]
          .filter(({ isReversed, stands }) => !isReversed && stands.isPaid)
          .map(({ stands }) => stands.claim)
          .filter(({ circumstances: { filing } }) => filing === 'filed' || filing === 'emergency')
        const violations = elsewhere
          .filter((claim) => !isOnRecord(claim, filings.get(yearName(claim)) ?? []))
          .map(
            ({ claimId }): Violation => ({
              invariant: id,
              where: claimId,
              what: 'it was paid by a filing that nobody has on record',
            }),
          )
        return { checked: elsewhere.length, violations }
      },
    }
  },
}
