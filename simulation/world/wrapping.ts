import crypto from 'node:crypto'
import type { WrappingKey } from '#shared/edge/secrets/wrapping-key.ts'

/** A key service that keeps nothing secret: what it wraps is the key itself. */
export const wrappingStandIn: WrappingKey = {
  make: async () => {
    const clear = crypto.randomBytes(32)
    return { clear, wrapped: Buffer.from(clear).toString('base64') }
  },
  unwrap: async (_, wrapped) => Buffer.from(wrapped, 'base64'),
}
