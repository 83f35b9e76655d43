import { randomBytes } from 'node:crypto'
import { chinaDay } from '#shared/calendar/day.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { refuse } from '../refusals.ts'
import type { GatewayEffects } from './gateway-caller.ts'
import { gatewayLimits } from './rules/limits.ts'
import type { GatewayKey } from './store.ts'
import { makersOf } from './store.ts'

type MakeKey = Pick<GatewayKey, 'paasId' | 'institution' | 'city' | 'madeBy' | 'commandId'>

const hour = 60 * 60 * 1000

/** A key, with its token where it was just made: nobody is shown it again. */
export type MadeKey = { readonly key: GatewayKey; readonly token?: string }

/** Makes the key of an institution's platform, or gives the platform a new token in place of the one it has. */
export const makeKey = (
  made: MakeKey,
  { gatewayKeys, policy, now }: GatewayEffects,
): Promise<Decision<MadeKey>> =>
  retryConflicts(async (): Promise<Decision<MadeKey> | undefined> => {
    const found = await gatewayKeys.find(made.paasId)
    if (found?.commandId === made.commandId) return accept({ key: found })
    if (found && found.institution !== made.institution)
      return refuse('gateway-key.other-institution', { field: 'paasId' })
    const token = randomBytes(32).toString('base64url')
    const { changeoverHours } = gatewayLimits(policy(), chinaDay(new Date(now())))
    const until = new Date(now() + changeoverHours * hour).toISOString()
    const standing = found !== undefined && found.endedAt === undefined ? found : undefined
    // A token that nobody approved never held: the one before it goes on.
    const former = standing?.waits ? standing.former : standing && { token: standing.token, until }
    const key: GatewayKey = {
      ...{ ...made, token, madeAt: new Date(now()).toISOString() },
      makers: makersOf({ ...made, makers: found ? makersOf(found) : [] }),
      ...{ waits: true, hands: 2 },
      ...(former ? { former } : {}),
    }
    return (await gatewayKeys.record(key, found?.version ?? 0)) ? accept({ key, token }) : undefined
  })

/** Puts the newest token of a platform in force, by another person than made it; the same again changes nothing. */
export const approveKey = (
  { paasId, by }: Pick<GatewayKey, 'paasId'> & { readonly by: string },
  { gatewayKeys, policy, now }: GatewayEffects,
): Promise<Decision<GatewayKey>> =>
  retryConflicts(async (): Promise<Decision<GatewayKey> | undefined> => {
    const found = await gatewayKeys.find(paasId)
    if (found && !found.waits) return accept(found)
    if (!found || found.endedAt !== undefined) return refuse('gateway-key.unknown', { field: 'paasId' })
    const { waits: _, former, ...key } = found
    if (isSamePerson(found.madeBy, by)) return refuse('gateway-key.maker-is-approver')
    const { changeoverHours } = gatewayLimits(policy(), chinaDay(new Date(now())))
    const until = new Date(now() + changeoverHours * hour).toISOString()
    const approved: GatewayKey = {
      ...{ ...key, approved: { by, at: new Date(now()).toISOString() } },
      ...(former ? { former: { token: former.token, until } } : {}),
    }
    return (await gatewayKeys.record(approved, found.version)) ? accept(approved) : undefined
  })

/** Ends the key of a platform: whatever it signs from now on is refused. */
export const endKey = (
  { paasId }: Pick<GatewayKey, 'paasId'>,
  { gatewayKeys, now }: GatewayEffects,
): Promise<Decision<GatewayKey>> =>
  retryConflicts(async (): Promise<Decision<GatewayKey> | undefined> => {
    const found = await gatewayKeys.find(paasId)
    if (!found) return refuse('gateway-key.unknown', { field: 'paasId' })
    if (found.endedAt !== undefined) return accept(found)
    const ended = { ...found, endedAt: new Date(now()).toISOString() }
    return (await gatewayKeys.record(ended, found.version)) ? accept(ended) : undefined
  })
