import type * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import type { personsParted } from '#shared/contracts/enrollment.ts'
import type { ScheduleMessage } from '#shared/edge/runs/run.ts'
import { dueOn } from '#shared/edge/runs/run.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import { cities, provinceCode } from '#shared/kernel/divisions.ts'
import { partingsIn } from '../keys.ts'
import type { PartingEffects } from './effects.ts'
import { moveAccount } from './move-account.ts'
import { moveAllowance } from './move-allowance.ts'
import { moveClaim } from './move-claim.ts'
import { moveRegistrations } from './move-registrations.ts'
import type { FollowedAllowance, FollowedClaim, FollowedParting } from './rules/followed.ts'
import { isFollowedWhole } from './rules/followed.ts'
import { followedPartings } from './store.ts'

const claimsNow = async (
  parting: FollowedParting,
  on: Day,
  effects: PartingEffects,
): Promise<FollowedClaim[]> => {
  const claims: FollowedClaim[] = []
  for (const each of parting.claims) {
    const isDone = each.movedAs !== undefined || each.isReversed
    claims.push(isDone ? each : await moveClaim(parting, each.claimId, on, effects))
  }
  return claims
}

/** What is registered goes first: claims of the other are judged by it. */
const registrationsNow = async (parting: FollowedParting, effects: PartingEffects) => {
  const { registrations = [], registrationsMoved } = parting
  if (registrations.length === 0) return {}
  if (registrationsMoved) return { registrationsMoved }
  const waitsFor = await moveRegistrations(parting, effects)
  return waitsFor === undefined ? { registrationsMoved: true as const } : { registrationsWaitFor: waitsFor }
}

const allowancesNow = async (parting: FollowedParting, effects: PartingEffects) => {
  const { allowances } = parting
  if (!allowances) return {}
  const now: FollowedAllowance[] = []
  for (const each of allowances) {
    const waitsFor = each.isMoved ? undefined : await moveAllowance(parting, each.benefitId, effects)
    const { benefitId } = each
    now.push(waitsFor === undefined ? { benefitId, isMoved: true } : { benefitId, waitsFor })
  }
  return { allowances: now }
}

/**
 * Has claims and account follow a parting, as far as they can: money first, since claims may have used it. Whatever waits,
 * for an entitlement that is not told yet or for money that is not there, is tried again; what is done is found done.
 */
export const followParting = (
  partingId: string,
  on: Day,
  effects: PartingEffects,
): Promise<FollowedParting | undefined> =>
  retryConflicts(async () => {
    const parting = await followedPartings.read(effects.store, { partingId })
    if (!parting || isFollowedWhole(parting)) return parting ?? ({} as FollowedParting)
    const isMoving = parting.account > 0 && !parting.accountMoved
    const waitsFor = isMoving ? await moveAccount(parting, on, effects) : undefined
    const registered = await registrationsNow(parting, effects)
    const claims = await claimsNow(parting, on, effects)
    const allowances = await allowancesNow(parting, effects)
    const { accountWaitsFor: _, registrationsWaitFor: __, ...rest } = parting
    const next: FollowedParting = {
      ...rest,
      ...{ ...registered, ...allowances, claims, version: parting.version + 1 },
      ...(waitsFor === undefined ? {} : { accountWaitsFor: waitsFor }),
      ...(parting.accountMoved || (isMoving && waitsFor === undefined) ? { accountMoved: true } : {}),
    }
    const written = await effects.store.write([followedPartings.replace(next, parting.version)])
    return written.status === 'written' ? next : undefined
  }).then((parting) => (parting.partingId === undefined ? undefined : parting))

/** Takes note of a parting, once, and has what can follow do so at once. */
export const takeOverParting = async (
  { data }: { readonly data: z.output<typeof personsParted.data> },
  effects: PartingEffects,
): Promise<void> => {
  const { claims, registrations = [], allowances = [], hands, ...parting } = data
  const noted = {
    ...{ ...parting, version: 1, claims: claims.map((claimId) => ({ claimId })) },
    ...(registrations.length === 0 ? {} : { registrations }),
    ...(allowances.length === 0 ? {} : { allowances: allowances.map((benefitId) => ({ benefitId })) }),
    ...(hands ? { hands } : {}),
  }
  // A rejection means that it was told before.
  await effects.store.write([followedPartings.create(noted)])
  await followParting(parting.partingId, parting.partedOn, effects)
}

/** Tries again each night what could not follow yet. */
export const followOpenPartings = async (
  message: ScheduleMessage,
  effects: PartingEffects,
): Promise<void> => {
  const on = dueOn(message)
  for (const division of [provinceCode, ...cities.map(({ code }) => code)])
    for await (const { pk, sk } of effects.store.list({ index: 'gsi1', pk: partingsIn(division, 'open') })) {
      const [found] = await effects.store.getMany([{ pk, sk }])
      if (found) await followParting(followedPartings.from(found).partingId, on, effects)
    }
}
