import { nameOf } from '#shared/edge/store/item.ts'
import type { Key, Store, Stored } from '#shared/edge/store/store.ts'

/**
 * Records with whatever they speak of, and with what that speaks of in its turn, each record once. What is spoken of but is
 * not there is left out: whoever compares them misses it.
 */
export const readWhole = async (
  records: readonly Stored[],
  spokenOf: (record: Stored) => readonly Key[],
  store: Store,
): Promise<Stored[]> => {
  const asked = new Set(records.map(nameOf))
  const whole = [...records]
  for (let next = whole.slice(); next.length > 0; ) {
    const named = new Map(next.flatMap(spokenOf).map((key) => [nameOf(key), key]))
    const keys = [...named].filter(([name]) => !asked.has(name)).map(([, key]) => key)
    for (const key of keys) asked.add(nameOf(key))
    next = (await store.getMany(keys)).flatMap((item) => item ?? [])
    whole.push(...next)
  }
  return whole
}
