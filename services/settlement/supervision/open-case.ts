import type { Day, Month } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { Hit } from '../claim/rules/inspection.ts'
import type { ClaimSettled } from '../insured-year/rules/claim-events.ts'
import { refuse } from '../refusals.ts'
import { caseIdOf } from './audit-cases.ts'
import type { SupervisionEffects } from './effects.ts'
import type { AuditCase } from './rules/audit-case.ts'
import { openCase } from './rules/audit-case.ts'

/** Opens the case of a claim that hit a rule; the same rule and claim are always the same case. */
export const openCaseOfClaim = async (
  {
    claimId,
    institution,
    city,
    settledOn,
  }: Pick<ClaimSettled, 'claimId' | 'institution' | 'city' | 'settledOn'>,
  hit: Hit,
  { auditCases }: Pick<SupervisionEffects, 'auditCases'>,
): Promise<void> => {
  const caseId = caseIdOf(institution, stableId('', hit.rule, claimId))
  const cause = { by: 'rule', ...hit } as const
  await auditCases.open(
    openCase({ caseId, institution, city, claims: [claimId], openedOn: settledOn, cause }),
  )
}

/** Opens the case of an institution's month that hit a rule, at the office of the city it stands in. */
export const openCaseOfMonth = async (
  { institution, city, month, on }: { institution: string; city: string; month: Month; on: Day },
  hit: Hit,
  { auditCases }: Pick<SupervisionEffects, 'auditCases'>,
): Promise<void> => {
  const caseId = caseIdOf(institution, stableId('', hit.rule, month))
  const cause = { by: 'rule', ...hit } as const
  await auditCases.open(openCase({ caseId, institution, city, claims: [], month, openedOn: on, cause }))
}

/** A case as a person opens it: on tips, reports, or what an inspection found. */
export type OpenByHand = {
  readonly commandId: string
  readonly opener: string
  readonly institution: string
  readonly city: string
  readonly claims: readonly string[]
  readonly reason: string
  readonly on: Day
}

/** Opens a case by hand; the same command again answers the same case. */
export const openCaseByHand = async (
  { commandId, opener, institution, city, claims, reason, on }: OpenByHand,
  effects: Pick<SupervisionEffects, 'auditCases' | 'recoveries'>,
): Promise<Decision<AuditCase>> => {
  for (const claimId of claims) {
    const file = await effects.recoveries.fileOf(claimId)
    if (file?.claim.city !== city) return refuse('claim.unknown', { field: 'claims', figures: { claimId } })
    if (file.claim.institution !== institution)
      return refuse('case.other-claim', { field: 'claims', figures: { claimId } })
    const { settledOn: earliest } = file.claim
    if (on < earliest) return refuse('case.before-its-time', { field: 'on', figures: { earliest } })
  }
  const caseId = caseIdOf(institution, stableId('', 'by-hand', commandId))
  const cause = { by: 'hand', opener, reason } as const
  const opened = openCase({ caseId, institution, city, claims, openedOn: on, cause })
  const { auditCase } = await effects.auditCases.open(opened, [commandId])
  return accept(auditCase)
}
