import type { OfficeSignature } from '#shared/contracts/fields.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { Effects } from '../effects.ts'
import { refuse } from '../refusals.ts'
import { clearedYears, closedYears, performances, pricingsFor } from '../year/store.ts'
import type { ApplyForGap, GapApplication, Rejection } from './rules/gap-application.ts'
import {
  applyForGap,
  approveApplication,
  examineApplication,
  rejectApplication,
} from './rules/gap-application.ts'
import { gapRulesAt, sharingRulesAt } from './rules/gap-rule.ts'
import type { StoredApplication } from './store.ts'
import { applications } from './store.ts'
import { trueUpYear } from './true-up.ts'

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

/**
 * Records an application; the same one again gets the same answer, another one for the same gap is refused. After a
 * rejection the gap can be applied for anew.
 */
export const applyForGapCommand = async (
  command: ApplyForGap,
  { store, policy }: ApplicationEffects,
): Promise<Decision<GapApplication>> => {
  const { appliedOn, receivedOn, ...asked } = command
  const requestHash = fingerprint(asked)
  const stands = await applications.read(store, command)
  if (stands && stands.status !== 'rejected') return standing(stands, requestHash)
  const recorded = {
    closed: await closedYears.read(store, command),
    cleared: await clearedYears.read(store, command),
    pricings: await pricingsFor(store, command),
  }
  const decided = applyForGap(command, recorded, gapRulesAt(policy(), command.scheme, command.year))
  if (decided.status === 'refused') return decided
  const version = stands?.version ?? 0
  const application = { ...decided.value, requestHash, version }
  const written = await store.write([applications.replace(application, version)])
  if (written.status === 'written') return decided
  const existing = await applications.read(store, command)
  return existing ? standing(existing, requestHash) : decided
}

const standing = (stands: StoredApplication, requestHash: string): Decision<GapApplication> =>
  stands.requestHash === requestHash
    ? accept(stands)
    : refuse('application.exists', { figures: { applicationId: stands.applicationId } })

/** Changes an application by a decision, in the place of the version that was decided on. */
const change = (
  applicationId: string,
  { store }: Pick<Effects, 'store'>,
  decide: (stands: StoredApplication) => Decision<GapApplication>,
): Promise<Decision<GapApplication>> =>
  retryConflicts(async () => {
    const stands = await findApplication(applicationId, { store })
    if (!stands) return refuse('application.unknown', { field: 'applicationId' })
    const decided = decide(stands)
    if (decided.status === 'refused' || decided.value === stands) return decided
    const { requestHash, version } = stands
    const next = { ...decided.value, requestHash, version }
    const written = await store.write([applications.replace(next, version)])
    return written.status === 'written' ? decided : undefined
  })

/** The first hand of the province; the same again by the same person changes nothing. */
export const examineApplicationCommand = async (
  applicationId: string,
  examined: OfficeSignature,
  effects: ApplicationEffects,
): Promise<Decision<GapApplication>> => {
  const { store, policy } = effects
  const found = await findApplication(applicationId, effects)
  if (!found) return refuse('application.unknown', { field: 'applicationId' })
  const { scheme, year } = found
  const by = {
    ...sharingRulesAt(policy(), scheme, year),
    score: (await performances.read(store, found))?.score,
  }
  return change(applicationId, effects, (stands) =>
    stands.status === 'examined' && isSamePerson(stands.examined.by, examined.by)
      ? accept(stands)
      : examineApplication(examined, stands, by),
  )
}

/** The second hand of the province; the same approval again gets the same answer. A year that is final already is trued up at once. */
export const approveApplicationCommand = async (
  applicationId: string,
  approved: OfficeSignature,
  effects: ApplicationEffects,
): Promise<Decision<GapApplication>> => {
  const decided = await change(applicationId, effects, (stands) =>
    stands.status === 'approved' && isSamePerson(stands.approvedBy, approved.by)
      ? accept(stands)
      : approveApplication(approved, stands),
  )
  if (decided.status === 'accepted') await trueUpYear(decided.value, { ...effects, today: approved.on })
  return decided
}

export const rejectApplicationCommand = (
  applicationId: string,
  rejected: Rejection,
  effects: Pick<Effects, 'store'>,
): Promise<Decision<GapApplication>> =>
  change(applicationId, effects, (stands) =>
    stands.status === 'rejected' ? accept(stands) : rejectApplication(rejected, stands),
  )
