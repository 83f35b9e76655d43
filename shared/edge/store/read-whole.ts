import { nameOf } from '#shared/edge/store/item.ts'
import type { Key, Store, Stored } from '#shared/edge/store/store.ts'

/**
 * Records with the records that they name, and those that these name in turn, each record once. A named record that is
 * missing is left out, so that the comparison finds the gap.
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
