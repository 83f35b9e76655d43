import type { Day } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { heldKey } from '../keys.ts'

/** A claim that its institution sent and a rule of supervision held: what an office's review is a review of. */
export type HeldClaim = {
  readonly claimId: string
  readonly institution: string
  /** The fingerprint of what was sent; a review is of just that. */
  readonly content: string
  /** The day of settlement as it was sent: an office gives it no other. */
  readonly settledOn: Day
  /** Who of the institution sent it, and when. */
  readonly by: string
  /** Whom the token was of, or who gave the key it was signed with. */
  readonly behind: readonly string[]
  readonly version: number
}

export const heldRecords = defineRecord<HeldClaim, Pick<HeldClaim, 'claimId'>>({
  kind: 'claim-held',
  key: ({ claimId }) => heldKey(claimId),
})

/** What institutions sent and rules held. */
export type HeldClaims = {
  readonly find: (claimId: string) => Promise<HeldClaim | undefined>
  /** Keeps what was held; sent again with other content, the last stands. */
  readonly keep: (held: Omit<HeldClaim, 'version'>) => Promise<void>
}

export const openHeldClaims = (store: Store): HeldClaims => ({
  find: (claimId) => heldRecords.read(store, { claimId }),
  keep: async (held) => {
    await retryConflicts(async () => {
      const version = (await heldRecords.read(store, held))?.version ?? 0
      const next = heldRecords.replace({ ...held, version: version + 1 }, version)
      return (await store.write([next])).status === 'written' ? held : undefined
    })
  },
})
