import type { KeyObject } from 'node:crypto'
import { createSecretKey } from 'node:crypto'

const known = new WeakMap<Uint8Array, KeyObject>()

/** The bytes of a key as ciphers take them soonest: bytes as such are prepared anew for each use. */
export const secretKey = (bytes: Uint8Array): KeyObject => {
  const key = known.get(bytes) ?? createSecretKey(bytes)
  known.set(bytes, key)
  return key
}
