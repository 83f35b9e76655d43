import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'

const { randomBytes, randomFillSync, randomUUID } = crypto

/** Has ids, marks and nonces come of the seed until its end: the same seed then writes the same bytes. */
export const seedCrypto = (random: () => number): (() => void) => {
  const fill = <Bytes extends Uint8Array>(bytes: Bytes, offset = 0): Bytes => {
    for (let at = offset; at < bytes.length; at += 1) bytes[at] = Math.floor(random() * 256)
    return bytes
  }
  const uuid = (): string => {
    const hex = fill(Buffer.alloc(16)).toString('hex')
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
  }
  Object.assign(crypto, {
    randomBytes: (size: number) => fill(Buffer.alloc(size)),
    randomFillSync: fill,
    randomUUID: uuid,
  })
  syncBuiltinESMExports()
  return () => {
    Object.assign(crypto, { randomBytes, randomFillSync, randomUUID })
    syncBuiltinESMExports()
  }
}
