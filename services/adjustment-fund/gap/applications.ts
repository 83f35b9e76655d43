import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { Effects } from '../effects.ts'
import { refuse } from '../refusals.ts'
import { clearedYears, closedYears } from '../year/store.ts'
import type { ApplyForGap, Approval, GapApplication } from './rules/gap-application.ts'
import { applyForGap, approveApplication } from './rules/gap-application.ts'
import { assessmentRuleAt, gapRuleAt } from './rules/gap-rule.ts'
import type { StoredApplication } from './store.ts'
import { applications } from './store.ts'

type ApplicationEffects = Pick<Effects, 'store' | 'policy'>

/** Finds an application by its id, which names its scheme, year and city. */
export const findApplication = async (
  applicationId: string,
  { store }: Pick<Effects, 'store'>,
): Promise<StoredApplication | undefined> => {
  const [, scheme, year, city] = /^G-(employee|resident)-(\d{4})-(\d{6})$/.exec(applicationId) ?? []
  if (scheme === undefined || city === undefined) return undefined
  return applications.read(store, { scheme: scheme as Scheme, year: Number(year), city })
}

/** Records an application; the same one again gets the same answer, another one for the same gap is refused. */
export const applyForGapCommand = async (
  command: ApplyForGap,
  { store, policy }: ApplicationEffects,
): Promise<Decision<GapApplication>> => {
  const requestHash = fingerprint(command)
  const recorded = {
    closed: await closedYears.read(store, command),
    cleared: await clearedYears.read(store, command),
  }
  const decided = applyForGap(command, recorded, gapRuleAt(policy(), command.scheme, command.year))
  if (decided.status === 'refused') return decided
  const application = { ...decided.value, requestHash, version: 0 }
  const written = await store.write([applications.replace(application, 0)])
  if (written.status === 'written') return decided
  const existing = written.failed[0]?.existing
  if (existing?.requestHash === requestHash) return accept(applications.from(existing))
  const { applicationId } = decided.value
  return refuse('application.exists', { figures: { applicationId } })
}

/** Records the province's approval; the same approval again gets the same answer. */
export const approveApplicationCommand = async (
  stored: StoredApplication,
  approval: Omit<Approval, 'share'>,
  { store, policy }: ApplicationEffects,
): Promise<Decision<GapApplication>> => {
  const { scheme, year, requestHash, version } = stored
  if (
    stored.status !== 'applied' &&
    isSamePerson(stored.approvedBy, approval.approvedBy) &&
    stored.assessmentScore === approval.assessmentScore
  )
    return accept(stored)
  const decided = approveApplication(approval, stored, {
    gap: gapRuleAt(policy(), scheme, year),
    assessment: assessmentRuleAt(policy(), year),
  })
  if (decided.status === 'refused') return decided
  const written = await store.write([
    applications.replace({ ...decided.value, requestHash, version }, version),
  ])
  if (written.status === 'written') return decided
  const now = await findApplication(stored.applicationId, { store })
  return now ? approveApplicationCommand(now, approval, { store, policy }) : decided
}
