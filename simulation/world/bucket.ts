import type { Bucket } from '#shared/edge/files/bucket.ts'
import { TongchouError } from '#shared/kernel/errors.ts'

/** A bucket in memory: for the simulation, and for tests that look at what is done with files and not at how they are kept. */
export const memoryBucket = (): Bucket & { readonly objects: Map<string, Uint8Array> } => {
  const objects = new Map<string, Uint8Array>()
  return {
    objects,
    read: async ({ key }, mostBytes) => {
      const bytes = objects.get(key)
      if (bytes && bytes.byteLength > mostBytes)
        throw new TongchouError('file.too-large', 'the file is too large', { megabytes: mostBytes / 1e6 })
      return bytes && { bytes, said: {} }
    },
    piece: async ({ key }, from, length) => {
      const bytes = objects.get(key)
      return bytes && { bytes: bytes.subarray(from, from + length), said: {}, size: bytes.byteLength }
    },
    keep: async (key, bytes) => {
      const there = objects.get(key)
      if (there) return Buffer.from(there).equals(bytes) ? 'kept' : 'other'
      objects.set(key, bytes)
      return 'kept'
    },
  }
}
