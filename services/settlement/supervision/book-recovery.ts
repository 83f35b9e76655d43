import type { EventOf } from '#shared/contracts/define-event.ts'
import type { recoveryBooked } from '#shared/contracts/supervision.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { SupervisionEffects } from './effects.ts'
import { evolveCase } from './rules/decide-case.ts'

type BookedEvent = ReturnType<typeof recoveryBooked.parse> & EventOf<unknown>

/** The ledger has a case's recovery: the case is done. What was given back since changes no case. */
export const bookRecovery = async (
  { data: { caseId, recoveryId, bookedIn } }: BookedEvent,
  { auditCases }: Pick<SupervisionEffects, 'auditCases'>,
): Promise<void> => {
  await retryConflicts(async () => {
    const recorded = await auditCases.find(caseId)
    const standing = recorded?.auditCase.standing
    if (!recorded || standing?.status !== 'confirmed' || standing.recoveryId !== recoveryId)
      return 'nothing to do'
    const auditCase = evolveCase(recorded.auditCase, { kind: 'case-recovered', bookedIn })
    return (await auditCases.save({ ...recorded, auditCase }, [])) ? 'recovered' : undefined
  })
}
