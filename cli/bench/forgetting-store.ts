import { toAttributes } from '#shared/edge/store/attribute-value.ts'
import { itemSize } from '#shared/edge/store/item-size.ts'
import type { Key, Store, Stored, Write } from '#shared/edge/store/store.ts'

/** What requests cost by AWS's rules. */
export type Units = { reads: number; writes: number; roundTrips: number }

const keyOf = (write: Write): Key =>
  write.kind === 'add' || write.kind === 'require' ? write.key : { pk: write.item.pk, sk: write.item.sk }

const kilobytes = (write: Write): number =>
  'item' in write ? Math.ceil(itemSize(toAttributes(write.item)) / 1024) : 1

/** A place in an index is written too, at its own price. */
const indexUnits = (write: Write): number =>
  'item' in write ? Object.keys(write.item).filter((name) => /^gsi\dpk$/.test(name)).length : 0

/**
 * A store that keeps what runs and files are, and forgets every person at once: whoever asks for one finds nobody. So a
 * million are enrolled in the memory of none, each costing what the first enrolment of a person does.
 */
export const forgettingStore = (
  isKept: (key: Key) => boolean,
): { readonly store: Store; readonly units: Units } => {
  const kept = new Map<string, Stored>()
  const units: Units = { reads: 0, writes: 0, roundTrips: 0 }
  const nameOf = ({ pk, sk }: Key): string => `${pk}\n${sk}`
  const readOf = (key: Key, consistent: boolean): Stored | undefined => {
    const found = kept.get(nameOf(key))
    const blocks = found ? Math.ceil(itemSize(toAttributes(found)) / 4096) : 1
    units.reads += blocks * (consistent ? 1 : 0.5)
    return found
  }
  const listed = (pk: string, prefix = ''): Stored[] =>
    [...kept.values()]
      .filter((item) => item.pk === pk && item.sk.startsWith(prefix))
      .sort((a, b) => (a.sk < b.sk ? -1 : 1))
  const apply = (write: Write): void => {
    const name = nameOf(keyOf(write))
    if (!isKept(keyOf(write))) return
    const before = kept.get(name)
    if (write.kind === 'create') kept.set(name, write.item as Stored)
    if (write.kind === 'replace') kept.set(name, { ...write.item, version: write.version + 1 } as Stored)
    if (write.kind === 'add' && before) {
      const sums = Object.entries(write.amounts).map(([field, more]) => [
        field,
        Number(before[field] ?? 0) + more,
      ])
      kept.set(name, { ...before, ...Object.fromEntries(sums) })
    }
  }
  const store: Store = {
    get: async (key, options) => {
      units.roundTrips += 1
      return readOf(key, !options?.eventual)
    },
    getMany: async (keys, options) => {
      units.roundTrips += Math.ceil(keys.length / 100)
      return keys.map((key) => readOf(key, !options?.eventual))
    },
    page: async ({ pk, prefix }) => {
      units.roundTrips += 1
      units.reads += 0.5
      return { items: listed(pk, prefix) }
    },
    list: async function* ({ pk, prefix }) {
      units.roundTrips += 1
      for (const item of listed(pk, prefix)) {
        units.reads += Math.ceil(itemSize(toAttributes(item)) / 4096)
        yield item
      }
    },
    scan: async function* () {
      yield* kept.values()
    },
    scanPart: async () => ({ items: [] }),
    write: async (writes) => {
      units.roundTrips += 1
      const each = writes.length > 1 ? 2 : 1
      for (const write of writes) units.writes += each * kilobytes(write) + indexUnits(write)
      const taken = writes.find((write) => write.kind === 'create' && kept.has(nameOf(keyOf(write))))
      if (taken) {
        const existing = kept.get(nameOf(keyOf(taken)))
        return { status: 'rejected', failed: [{ index: writes.indexOf(taken), existing }] } as never
      }
      for (const write of writes) apply(write)
      return { status: 'written' }
    },
  }
  return { store, units }
}
