import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import { takeOverInYears } from '../registration/register-person.ts'
import type { Registered } from '../registration/rules/registered.ts'
import { isKnown } from '../registration/rules/registered.ts'
import { registrationWrite } from '../registration/store.ts'
import type { PartingEffects } from './effects.ts'
import type { FollowedParting } from './rules/followed.ts'
import { partRegistrations } from './rules/parted-registrations.ts'

/** What is registered by a parting: approved by the two who decided it. */
const approvedBy = (
  registered: Registered,
  registrations: Registered['registrations'],
  { partingId, division, hands }: FollowedParting,
): Registered => {
  const { approval, approvedBefore = [], ...rest } = registered
  if (!hands) return registered
  return {
    ...rest,
    registrations,
    approval: {
      ...{ proposalId: partingId, city: division, registrations, why: '一人档案拆分' },
      ...{ proposed: hands.proposed, approved: hands.decided },
    },
    ...(approval ? { approvedBefore: [...approvedBefore, approval.proposalId] } : {}),
  }
}

/**
 * Has what is registered of a record for claims go to whose it is, both in one transaction; their years judge by it from then
 * on. What waits for a second officer would undo it: it is decided first.
 * @returns why it waits; undefined once it is there
 */
export const moveRegistrations = async (
  parting: FollowedParting,
  effects: PartingEffects,
): Promise<string | undefined> => {
  const { partingId, stays, goes, registrations: names = [] } = parting
  const { store, registrations } = effects
  const waits = await retryConflicts(async (): Promise<{ waitsFor?: string } | undefined> => {
    const [one, other] = await Promise.all([registrations.read(stays), registrations.read(goes)])
    if (isKnown(other.registered, partingId)) return {}
    if (one.registered.proposal || other.registered.proposal)
      return { waitsFor: 'registration.proposal-waits' }
    const now = { stays: one.registered.registrations, goes: other.registered.registrations }
    const next = partRegistrations(now, names)
    if (!next) return { waitsFor: 'registration.not-registered' }
    const written = await store.write([
      registrationWrite(stays, { ...one, registered: approvedBy(one.registered, next.stays, parting) }),
      registrationWrite(goes, { ...other, registered: approvedBy(other.registered, next.goes, parting) }),
    ])
    return written.status === 'written' ? {} : undefined
  })
  // Broken off here, the next try finds it done and brings it to the years.
  if (waits.waitsFor === undefined)
    for (const personId of [stays, goes]) await takeOverInYears(personId, effects)
  return waits.waitsFor
}
