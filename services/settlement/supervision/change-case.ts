import type { Day } from '#shared/calendar/day.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Write } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { doneByAnother } from '#shared/kernel/second-hand.ts'
import type { Fen } from '#shared/money/fen.ts'
import { refuse } from '../refusals.ts'
import { recoveryOfCase } from './adjust-recoveries.ts'
import type { RecordedCase } from './audit-cases.ts'
import type { SupervisionEffects } from './effects.ts'
import type { ClaimOnFile } from './recovery-item.ts'
import { paidClaims } from './recovery-item.ts'
import type { AuditCase } from './rules/audit-case.ts'
import type { CaseCommand } from './rules/decide-case.ts'
import { decideCase, evolveCase } from './rules/decide-case.ts'
import type { PaidClaim } from './rules/recovery.ts'

/** A confirmation as it is asked for: the claims by their ids, those of the case when none are named. */
export type ConfirmRequest = {
  readonly does: 'confirm'
  readonly by: string
  readonly on: Day
  readonly amount: Fen
  readonly reason: string
  readonly claims: readonly string[] | undefined
}
export type CaseRequest = Exclude<CaseCommand, { does: 'confirm' }> | ConfirmRequest

type CaseFile = { readonly command: CaseCommand; readonly files: readonly ClaimOnFile[] }

/** A claim as the fund of a city sees it; as any sees it when that city never paid it. */
const asPaidIn = (city: string, file: ClaimOnFile): PaidClaim[] => {
  const seen = paidClaims(file)
  return seen
    .filter((each) => each.city === city)
    .concat(seen)
    .slice(0, 1)
}

const readClaims = async (
  request: CaseRequest,
  auditCase: AuditCase,
  { recoveries }: Pick<SupervisionEffects, 'recoveries'>,
): Promise<Decision<CaseFile>> => {
  if (request.does !== 'confirm') return accept({ command: request, files: [] })
  const wanted = [...new Set(request.claims ?? auditCase.claims)]
  const files: ClaimOnFile[] = []
  for (const claimId of wanted) {
    const file = await recoveries.fileOf(claimId)
    if (!file) return refuse('claim.unknown', { field: 'claims', figures: { claimId } })
    files.push(file)
  }
  const claims = files.flatMap((file) => asPaidIn(auditCase.city, file))
  const recoveryId = recoveryOfCase(auditCase.caseId)
  return accept({ command: { ...request, claims, recoveryId }, files })
}

/** A case that ended so before: a repeat of that hand changes nothing, and a third one is told whose it was. */
const endedBefore = (request: CaseRequest, auditCase: AuditCase): Decision<AuditCase> | undefined => {
  const { standing } = auditCase
  if (request.does === 'dismiss' && standing.status === 'dismissed')
    return (
      doneByAnother({ by: standing.dismissedBy, on: standing.dismissedOn }, request.by) ?? accept(auditCase)
    )
  if (request.does !== 'confirm' || !('confirmedBy' in standing)) return undefined
  const done = doneByAnother({ by: standing.confirmedBy, on: standing.confirmedOn }, request.by)
  return done ?? (standing.amount === request.amount ? accept(auditCase) : undefined)
}

/**
 * Carries out a command on a case once: the case, the command's id and the recovery it orders are one transaction. The same
 * command again is answered with the case as it stands. It is decided on the case as `found`, and read anew where another
 * command came in between.
 */
export const changeCase = async (
  {
    found,
    commandId,
    request,
  }: { readonly found: RecordedCase; readonly commandId: string; readonly request: CaseRequest },
  effects: Pick<SupervisionEffects, 'auditCases' | 'recoveries'>,
): Promise<Decision<AuditCase>> => {
  let recorded: RecordedCase | undefined = found
  return retryConflicts(async (): Promise<Decision<AuditCase> | undefined> => {
    recorded ??= await effects.auditCases.find(found.auditCase.caseId)
    if (!recorded) return refuse('case.unknown', { field: 'caseId' })
    const { auditCase, version, handled } = recorded
    recorded = undefined
    if (handled.includes(commandId)) return accept(auditCase)
    const ended = endedBefore(request, auditCase)
    if (ended) return ended
    const looked = await readClaims(request, auditCase, effects)
    if (looked.status === 'refused') return looked
    const decision = decideCase(looked.value.command, auditCase)
    if (decision.status === 'refused') return decision
    const event = decision.value
    const alongside: readonly Write[] =
      event.kind === 'case-confirmed' ? effects.recoveries.writesOf(event.recovery, looked.value.files) : []
    const after = evolveCase(auditCase, event)
    const saved = await effects.auditCases.save(
      { auditCase: after, version, handled: [...handled, commandId] },
      alongside,
    )
    return saved ? accept(after) : undefined
  })
}
