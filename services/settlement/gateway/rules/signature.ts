import type { Refusal } from '#shared/kernel/decision.ts'
import { sha256 } from '#shared/kernel/hash.ts'
import { refusal } from '../../refusals.ts'

/** What a call through a provincial gateway is signed with. */
export type Signed = {
  readonly paasId: string
  readonly timestamp: string
  readonly nonce: string
  readonly signature: string
}

/** The signature of a call: SHA-256 of timestamp + token + nonce + timestamp, in hexadecimal digits. */
export const signatureOf = (
  { timestamp, nonce }: Pick<Signed, 'timestamp' | 'nonce'>,
  token: string,
): string => sha256(`${timestamp}${token}${nonce}${timestamp}`)

/** The seconds of a timestamp, which some systems give in milliseconds. */
const secondsOf = (timestamp: string): number =>
  timestamp.length === 13 ? Number(timestamp) / 1000 : Number(timestamp)

/** The signature in the headers of a call; undefined where one is missing or is none. */
export const signedIn = (headers: Readonly<Record<string, string | undefined>>): Signed | undefined => {
  const {
    'x-tif-paasid': paasId = '',
    'x-tif-timestamp': timestamp = '',
    'x-tif-nonce': nonce = '',
    'x-tif-signature': signature = '',
  } = headers
  const isSigned =
    /^[\w.-]{1,40}$/.test(paasId) &&
    /^\d{10}(\d{3})?$/.test(timestamp) &&
    /^[\x21-\x7e]{1,64}$/.test(nonce) &&
    /^[0-9A-Fa-f]{64}$/.test(signature)
  return isSigned ? { paasId, timestamp, nonce, signature: signature.toLowerCase() } : undefined
}

/**
 * Why a signature does not let its call in: one is too old, or too early, that is further off than clocks may be.
 * Digests are compared, so that the time it takes tells nothing of the right one.
 * @param tokens the tokens that hold, none for a platform that has none
 */
export const refuseSignature = (
  signed: Signed,
  tokens: readonly string[],
  { nowMillis, clockWindowSeconds }: { readonly nowMillis: number; readonly clockWindowSeconds: number },
): Refusal | undefined => {
  const isRight = tokens.some((token) => sha256(signatureOf(signed, token)) === sha256(signed.signature))
  if (!isRight) return refusal('gateway.wrong-signature')
  const off = Math.abs(nowMillis / 1000 - secondsOf(signed.timestamp))
  return off > clockWindowSeconds
    ? refusal('gateway.clock', { figures: { seconds: clockWindowSeconds } })
    : undefined
}
