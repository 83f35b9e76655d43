import type { Bucket } from '#shared/edge/files/bucket.ts'

/** A bucket in memory. */
export const openBucketStandIn = (): Bucket => {
  const objects = new Map<string, Uint8Array>()
  return {
    read: async ({ key }) => {
      const bytes = objects.get(key)
      return bytes && { bytes, said: {} }
    },
    keep: async (key, bytes) => {
      const there = objects.get(key)
      if (there) return Buffer.from(there).equals(bytes) ? 'kept' : 'other'
      objects.set(key, bytes)
      return 'kept'
    },
  }
}
