import type { Caller } from '#shared/kernel/authority.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { refuse } from '../refusals.ts'
import { refuseSignature, signedIn } from './rules/signature.ts'
import type { GatewayKey, GatewayKeys } from './store.ts'

/** What signed calls need from outside. */
export type GatewayEffects = { readonly gatewayKeys: GatewayKeys; readonly now: () => number }

/** The tokens of a key that hold at an instant. */
const tokensOf = (key: GatewayKey | undefined, now: number): string[] => {
  if (!key || key.endedAt !== undefined) return []
  const { token, former } = key
  return former && now < Date.parse(former.until) ? [token, former.token] : [token]
}

/**
 * Who calls with a signature in place of a token: the institution whose key it is, and nobody else. A signature is used
 * once, since it covers no content: with another message behind it, it would let anyone in who has seen it.
 */
export const callerOfGateway = async (
  headers: Readonly<Record<string, string | undefined>>,
  { gatewayKeys, now }: GatewayEffects,
): Promise<Decision<Caller>> => {
  const signed = signedIn(headers)
  if (!signed) return refuse('gateway.unsigned')
  const key = await gatewayKeys.find(signed.paasId)
  const refused = refuseSignature(signed, tokensOf(key, now()), now())
  if (!key) return refuse('gateway.wrong-signature')
  if (refused) return { status: 'refused', refusal: refused }
  if (!(await gatewayKeys.use(signed.paasId, signed.signature, now()))) return refuse('gateway.replayed')
  const { paasId, institution, city } = key
  return accept({ subject: `${institution}@${paasId}`, scopes: ['institution'], division: city, institution })
}
