/** How a request holds its items while it is under way. */
export type Hold = 'transact-write' | 'transact-read' | 'write'

/** The holds that make DynamoDB refuse a new request of a kind on the same item; all other pairs pass. */
const refusedBy: Readonly<Record<Hold, readonly Hold[]>> = {
  'transact-write': ['transact-write'],
  'transact-read': ['transact-write', 'write'],
  write: ['transact-write'],
}

/** Items that requests under way hold. */
export type InFlight = {
  /** Whether each of the keys is held against a request of this kind, in the keys' order. */
  readonly conflicts: (hold: Hold, keys: readonly string[]) => readonly boolean[]
  /** Holds the keys until the returned function is called. */
  readonly take: (hold: Hold, keys: readonly string[]) => () => void
}

/** Keeps the items under way, so that requests that really overlap conflict as they do on AWS. */
export const createInFlight = (): InFlight => {
  const holds = new Map<string, Hold[]>()

  const release = (hold: Hold, key: string): void => {
    const left = holds.get(key) ?? []
    left.splice(left.indexOf(hold), 1)
    if (left.length === 0) holds.delete(key)
  }

  return {
    conflicts: (hold, keys) =>
      keys.map((key) => holds.get(key)?.some((other) => refusedBy[hold].includes(other)) ?? false),
    take: (hold, keys) => {
      for (const key of keys) holds.set(key, [...(holds.get(key) ?? []), hold])
      return () => {
        for (const key of keys) release(hold, key)
      }
    },
  }
}
