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
import { moveClaim } from './move-claim.ts'
import type { FollowedClaim, FollowedParting } from './rules/followed.ts'
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
    const claims = await claimsNow(parting, on, effects)
    const { accountWaitsFor: _, ...rest } = parting
    const next: FollowedParting = {
      ...rest,
      ...{ claims, version: parting.version + 1 },
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
  const { claims, ...parting } = data
  const noted = { ...parting, version: 1, claims: claims.map((claimId) => ({ claimId })) }
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
