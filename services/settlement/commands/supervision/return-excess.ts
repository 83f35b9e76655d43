import type { Day } from '#shared/calendar/day.ts'
import { retryConflicts } from '#shared/edge/retry-conflicts.ts'
import { stableId } from '#shared/edge/stable-id.ts'
import type { ClaimOnFile } from '../../domain/recorded/recovery-item.ts'
import { paidClaims } from '../../domain/recorded/recovery-item.ts'
import type { RecoveryOrdered } from '../../domain/supervision/recovery.ts'
import { excessOf } from '../../domain/supervision/recovery.ts'
import type { Effects } from '../../effects.ts'

type Cause = { readonly causedBy: string; readonly on: Day }

/** The first fund that got back more of a claim than it pays now, with what it has to give back. */
const excessIn = (file: ClaimOnFile, { causedBy, on }: Cause): RecoveryOrdered | undefined => {
  for (const paid of paidClaims(file)) {
    const part = excessOf(paid)
    if (!part) continue
    const { city, scheme, institution } = paid
    const taken = file.recoveries.findLast((each) => each.city === city && each.scheme === scheme)
    return {
      recoveryId: stableId('RR-', file.claim.claimId, causedBy, city, scheme),
      caseId: taken?.caseId ?? '',
      ...{ city, scheme, institution },
      orderedOn: on,
      parts: [part],
    }
  }
  return undefined
}

/**
 * Gives back what was recovered of a claim that is reversed or corrected since: the fund would have the money twice, once
 * from the recovery and once from the reversal. Nothing is left to give back when it is asked for again.
 */
export const returnExcess = async (
  claimId: string,
  cause: Cause,
  { recoveries }: Pick<Effects, 'recoveries'>,
): Promise<void> => {
  if (!(await recoveries.isTouched(claimId))) return
  await retryConflicts(async () => {
    const file = await recoveries.fileOf(claimId)
    const excess = file && excessIn(file, cause)
    if (!file || !excess) return 'nothing more'
    await recoveries.record(excess, [file])
    return undefined
  })
}
