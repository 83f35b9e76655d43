import { chinaDay, monthOf } from '#shared/calendar/day.ts'
import type { FileSecrets } from '#shared/edge/imports/file-secrets.ts'
import type { KeyRing } from '#shared/edge/secrets/key-ring.ts'
import { keyedToken } from '#shared/edge/secrets/keyed-token.ts'
import { sealBytes, unsealBytes } from '#shared/edge/secrets/seal.ts'
import { canonicalText } from '#shared/kernel/canonical.ts'
import { must } from '#shared/kernel/errors.ts'

/** Files are told apart with one key for ever, and sealed with a key of the month in which they come. */
const fingerprintKey = 'fingerprints'

/** The secrets of a service that takes files of persons and keeps nothing else of them. */
export const keepFiles = (keys: KeyRing, now: () => Date = () => new Date()): FileSecrets => ({
  sealBytes: async (place, bytes) => {
    const name = `files-${monthOf(chinaDay(now()))}`
    return { bytes: sealBytes(await keys.use(name), bytes, place), sealedWith: name }
  },
  openBytes: async (place, { bytes, sealedWith }) => {
    const key = await keys.find(sealedWith)
    must(key !== undefined, 'secrets.key-missing', 'what is sealed has no key', { key: sealedWith })
    return unsealBytes(key, bytes, place)
  },
  fingerprint: async (payload) =>
    keyedToken(await keys.use(fingerprintKey), 'payload', canonicalText(payload)),
})
