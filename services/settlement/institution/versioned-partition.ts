import type { Key, Store, Stored, Write } from '#shared/edge/store/store.ts'

/** A partition that is always read whole: a head with a version, and items below a prefix. */
export type VersionedPartition = {
  readonly version: () => Promise<number>
  readonly items: () => AsyncGenerator<Stored>
  /** Moves the version on, as part of every transaction that changes an item; changes of different items go side by side. */
  readonly moveOn: Write
}

/** Opens a partition whose readers keep it in memory and only ask for its version. */
export const versionedPartition = (
  store: Store,
  { pk, prefix, kind }: { pk: string; prefix: string; kind: string },
): VersionedPartition => {
  const head: Key = { pk, sk: 'HEAD' }
  return {
    version: async () => {
      const found = await store.get(head)
      return found ? (found as unknown as { version: number }).version : 0
    },
    items: () => store.list({ pk, prefix }),
    moveOn: { kind: 'add', key: head, amounts: { version: 1 }, set: { kind } },
  }
}
