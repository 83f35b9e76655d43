import { createHmac } from 'node:crypto'
import { secretKey } from '#shared/edge/secrets/secret-key.ts'

/**
 * A token that stands for a text where the text itself must not: HMAC-SHA256 under a key. Without the key nobody can try
 * out which text it stands for. `what` keeps tokens of different kinds apart.
 */
export const keyedToken = (key: Uint8Array, what: string, ...parts: readonly string[]): string =>
  createHmac('sha256', secretKey(key))
    .update(JSON.stringify([what, ...parts]))
    .digest('base64url')
