import { chinaDay } from '#shared/calendar/day.ts'
import type { Caller } from '#shared/kernel/authority.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { refuse } from '../refusals.ts'
import { gatewayLimits } from './rules/limits.ts'
import { refuseSignature, signedIn } from './rules/signature.ts'
import type { GatewayKey, GatewayKeys } from './store.ts'
import { makersOf } from './store.ts'

/** What signed calls need from outside. */
export type GatewayEffects = {
  readonly gatewayKeys: GatewayKeys
  readonly policy: () => Policy
  readonly now: () => number
}

/** So many windows of the clock a used signature is kept: longer than it can hold, however clocks are off. */
const windowsKept = 4

/** The tokens of a key that hold at an instant. */
const tokensOf = (key: GatewayKey | undefined, now: number): string[] => {
  if (!key || key.endedAt !== undefined) return []
  const { token, former, waits } = key
  if (waits) return former ? [former.token] : []
  return former && now < Date.parse(former.until) ? [token, former.token] : [token]
}

/**
 * Who calls with a signature in place of a token: the institution whose key it is, and nobody else. A signature is used
 * once, since it covers no content: with another message behind it, it would let anyone in who has seen it.
 */
export const callerOfGateway = async (
  headers: Readonly<Record<string, string | undefined>>,
  { gatewayKeys, policy, now }: GatewayEffects,
): Promise<Decision<Caller>> => {
  const signed = signedIn(headers)
  if (!signed) return refuse('gateway.unsigned')
  const key = await gatewayKeys.find(signed.paasId)
  const { clockWindowSeconds } = gatewayLimits(policy(), chinaDay(new Date(now())))
  const clock = { nowMillis: now(), clockWindowSeconds }
  const refused = refuseSignature(signed, tokensOf(key, now()), clock)
  if (!key) return refuse('gateway.wrong-signature')
  if (refused) return { status: 'refused', refusal: refused }
  const isFirst = await gatewayKeys.use(signed, now(), windowsKept * clockWindowSeconds)
  if (!isFirst) return refuse('gateway.replayed')
  const { paasId, institution, city } = key
  const subject = `${institution}@${paasId}`
  return accept({ subject, scopes: ['institution'], division: city, institution, keyBy: makersOf(key) })
}
