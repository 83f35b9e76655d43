import { createHash, randomBytes } from 'node:crypto'
import type { TokenClaims } from '../contracts.ts'

/** What an authorization request asked for, until its code is changed for tokens. */
type Granted = {
  readonly claims: TokenClaims
  readonly clientId: string
  readonly redirectUri: string
  readonly challenge: string
  readonly nonce: string | undefined
  readonly until: number
}

const lifeMillis = 60_000

const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url')

/** Codes of the authorization code flow with PKCE: each is good once, for a minute, for who asked for it. */
export const createCodes = () => {
  const granted = new Map<string, Granted>()
  return {
    grant: (request: Omit<Granted, 'until'>): string => {
      const code = randomBytes(24).toString('base64url')
      for (const [old, { until }] of granted) if (until < Date.now()) granted.delete(old)
      granted.set(code, { ...request, until: Date.now() + lifeMillis })
      return code
    },
    /** What a code was granted for; nothing where it was used, is too old, or is another client's. */
    redeem: (form: URLSearchParams): Granted | undefined => {
      const code = form.get('code') ?? ''
      const found = granted.get(code)
      granted.delete(code)
      const fits =
        found !== undefined &&
        found.until >= Date.now() &&
        found.clientId === form.get('client_id') &&
        found.redirectUri === form.get('redirect_uri') &&
        found.challenge === challengeOf(form.get('code_verifier') ?? '')
      return fits ? found : undefined
    },
  }
}
