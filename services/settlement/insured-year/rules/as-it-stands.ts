import { must } from '#shared/kernel/errors.ts'
import type { AmountName, Amounts, ClaimCorrected, ClaimReversed, ClaimSettled } from './claim-events.ts'
import { amountNames } from './claim-events.ts'
import { addTo } from './insured-year.ts'

/** A settled claim with everything that corrected it, in their sequence. */
export type CorrectedClaim = {
  readonly claim: ClaimSettled
  readonly corrections: readonly ClaimCorrected[]
}

/** A claim after its corrections; one of which nothing is paid any more stands at zero. */
export type ClaimAsItStands = {
  readonly claim: ClaimSettled
  readonly isPaid: boolean
  /** Why nothing is paid, where a correction found that. */
  readonly refusedFor?: string
}

/** The sum of two claims' amounts, name by name. */
export const plusAmounts = (one: Amounts, other: Amounts): Amounts =>
  Object.fromEntries(amountNames.map((name) => [name, one[name] + other[name]])) as Record<AmountName, number>

/** A claim as it was settled, with the differences of its corrections: what a reader sees and a reversal takes back. */
export const asItStands = ({ claim, corrections }: CorrectedClaim): ClaimAsItStands => {
  let standing: ClaimAsItStands = { claim, isPaid: true }
  for (const [index, entry] of corrections.entries()) {
    must(entry.sequence === index + 1, 'correction.out-of-sequence', 'a correction is missing', {
      claimId: claim.claimId,
      sequence: entry.sequence,
    })
    standing = corrected(standing, entry)
  }
  return standing
}

/** The claim as the fund of an entry has it: scheme and city, and where the care was given seen from there. */
const inFundOf = ({ scheme, city, at }: ClaimCorrected, { at: _, ...claim }: ClaimSettled): ClaimSettled => ({
  ...claim,
  scheme,
  city,
  ...(at === undefined ? {} : { at }),
})

const corrected = ({ claim }: ClaimAsItStands, entry: ClaimCorrected): ClaimAsItStands => ({
  claim: {
    ...inFundOf(entry, claim),
    ...entry.stands,
    amounts: plusAmounts(claim.amounts, entry.amounts),
    change: addTo(claim.change, entry.change),
  },
  isPaid: entry.stands !== undefined,
  ...(entry.refusedFor === undefined ? {} : { refusedFor: entry.refusedFor }),
})

/** The reversals that hold: neither taken back, nor the taking back of one. */
export const reversalsThatHold = (reversals: readonly ClaimReversed[]): readonly ClaimReversed[] => {
  const undone = new Set(reversals.map(({ undoes }) => undoes))
  return reversals.filter(({ reversalId, undoes }) => undoes === undefined && !undone.has(reversalId))
}
