import type { SettledClaim } from '#shared/contracts/settlement.ts'
import type { Fen } from '#shared/money/fen.ts'

/** A treated case as methods of payment and assessment see it. A reversal is a case taken back: `sign` is −1. */
export type Case = {
  readonly claimId: string
  readonly care: SettledClaim['care']
  readonly sign: 1 | -1
  readonly on: string
  /** Amounts of the case itself, never negative, whatever its sign. */
  readonly cost: Fen
  readonly patientPaid: Fen
  /** What serious-illness insurance, medical aid and supplements paid of it. */
  readonly otherFunds: Fen
  readonly medical: SettledClaim['medical']
}

/** The case of a claim; none of a correction, which changes who pays but not what was done. */
export const caseOf = (claim: SettledClaim): Case | undefined => {
  if (claim.corrects !== undefined) return undefined
  const sign = claim.reverses === undefined ? 1 : -1
  return {
    claimId: claim.reverses ?? claim.claimId,
    care: claim.care,
    sign,
    on: claim.settledOn,
    cost: claim.total * sign,
    patientPaid: (claim.account + (claim.family ?? 0) + claim.cash) * sign,
    otherFunds: (claim.seriousIllness + claim.medicalAid + claim.supplement) * sign,
    medical: claim.medical,
  }
}
