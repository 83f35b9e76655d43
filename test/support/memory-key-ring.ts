import { randomBytes } from 'node:crypto'
import type { KeyRing } from '#shared/edge/secrets/key-ring.ts'

/** Data keys that last as long as the test, wrapped by nobody. */
export const memoryKeyRing = (): KeyRing => {
  const keys = new Map<string, Uint8Array>()
  return {
    find: async (name) => keys.get(name),
    use: async (name) => {
      const key = keys.get(name) ?? randomBytes(32)
      keys.set(name, key)
      return key
    },
  }
}
