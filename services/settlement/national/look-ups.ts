import { expiryAfter } from '#shared/edge/store/expiry.ts'
import type { Key, Store } from '#shared/edge/store/store.ts'
import { placeAmong } from '#shared/kernel/hash.ts'

/** Counts how often an institution asks for persons. */
export type LookUps = {
  /** Counts one more, unless so many were counted within the minute; `false`: there were. */
  readonly take: (
    of: { readonly institution: string; readonly msgid: string },
    most: number,
  ) => Promise<boolean>
}

/** An institution's counter of a minute stands in so many items, so that its counters do not wait for one another. */
const shards = 4
const keptSeconds = 24 * 60 * 60

const keysOf = (institution: string, minute: string): Key[] =>
  Array.from({ length: shards }, (_, shard) => ({
    pk: `LOOK-UPS#${institution}#${minute}`,
    sk: `SHARD#${shard}`,
  }))

/** Opens the counters on the service's table, which forgets them after a day. */
export const openLookUps = (store: Store, now: () => number): LookUps => ({
  take: async ({ institution, msgid }, most) => {
    const keys = keysOf(institution, new Date(now()).toISOString().slice(0, 16))
    const counted = await store.getMany(keys, { eventual: true })
    if (counted.reduce((sum, item) => sum + Number(item?.asked ?? 0), 0) >= most) return false
    const key = keys[placeAmong(shards, msgid)]
    if (key) {
      const set = { kind: 'look-ups', ...expiryAfter(now(), keptSeconds) }
      await store.write([{ kind: 'add', key, amounts: { asked: 1 }, set }])
    }
    return true
  },
})
