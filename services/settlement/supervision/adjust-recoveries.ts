import type { Day } from '#shared/calendar/day.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { SupervisionEffects } from './effects.ts'
import type { ClaimOnFile } from './recovery-item.ts'
import { paidClaims } from './recovery-item.ts'
import type { PaidClaim, RecoveryOrdered, RecoveryPart } from './rules/recovery.ts'
import { addFunds, excessOf, takenAgain } from './rules/recovery.ts'

/** What made a claim's recoveries other than they should be. */
type Cause = {
  readonly causedBy: string
  readonly on: Day
  /** Whether the claim stands again, because its reversal was taken back. */
  readonly stands: boolean
}

/** The recovery that a case orders; all others under its name follow what became of the claim. */
export const recoveryOfCase = (caseId: string): string => stableId('RC-', caseId)

/** What cases ordered back of a claim for a fund, and did not get or had to give back since. */
const owedAgain = ({ recoveries }: ClaimOnFile, paid: PaidClaim): RecoveryPart | undefined => {
  const ordered = recoveries.filter(
    ({ city, scheme, caseId, recoveryId }) =>
      city === paid.city && scheme === paid.scheme && recoveryId === recoveryOfCase(caseId),
  )
  return takenAgain(paid, addFunds(...ordered))
}

/** The first fund that got back more of a claim than it pays now, or less than is due of one that stands again. */
const adjustmentOf = (file: ClaimOnFile, { causedBy, on, stands }: Cause): RecoveryOrdered | undefined => {
  for (const paid of paidClaims(file)) {
    const again = stands ? owedAgain(file, paid) : undefined
    const part = excessOf(paid) ?? again
    if (!part) continue
    const { city, scheme, institution } = paid
    const kind = part === again ? 'RA-' : 'RR-'
    const recoveryId = stableId(kind, file.claim.claimId, causedBy, city, scheme)
    if (file.recoveries.some((each) => each.recoveryId === recoveryId)) continue
    const taken = file.recoveries.findLast((each) => each.city === city && each.scheme === scheme)
    return {
      recoveryId,
      caseId: taken?.caseId ?? '',
      ...{ city, scheme, institution },
      orderedOn: on,
      parts: [part],
    }
  }
  return undefined
}

/**
 * Gives back what was recovered of a claim that is reversed or corrected since. The fund would have the money twice,
 * once from the recovery and once from the reversal. Of a claim that stands again, because its reversal was taken back,
 * that is taken again. Nothing is left to do when it is asked for again.
 */
export const adjustRecoveries = async (
  claimId: string,
  cause: Cause,
  { recoveries }: Pick<SupervisionEffects, 'recoveries'>,
): Promise<void> => {
  if (!(await recoveries.isTouched(claimId))) return
  await retryConflicts(async () => {
    const file = await recoveries.fileOf(claimId)
    const adjustment = file && adjustmentOf(file, cause)
    if (!file || !adjustment) return 'nothing more'
    await recoveries.record(adjustment, [file])
    return undefined
  })
}
