import { expiryAfter } from '#shared/edge/store/expiry.ts'
import type { Key } from '#shared/edge/store/item.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { SeenWait } from '#shared/kernel/seen-wait.ts'

/** Where something waits: one record of one kind in a city. It stands for itself however often the record is written. */
export type WaitingMark = { readonly city: string; readonly wait: string; readonly place: Key }
type Marked = WaitingMark & { readonly expires: number }

const partitionOf = (city: string): string => `WAITING#${city}`
const marks = defineRecord<Marked, WaitingMark>({
  kind: 'waiting-mark',
  key: ({ city, wait, place }) => ({
    pk: partitionOf(city),
    sk: `${wait}#${stableId(place.pk, place.sk)}`,
  }),
})

/** Until a night has looked: it marks anew what waits still. */
const arisenSeconds = 2 * 86_400
/** A week: by then other nights have looked. */
const seenSeconds = 7 * 86_400

/** Marks what waits, as it arose or as a night saw it; the same thing twice is one mark. */
export const markWaiting = (
  seen: readonly SeenWait[],
  by: 'its-record' | 'a-night',
  now: number,
): readonly Write[] => {
  const kept = by === 'a-night' ? seenSeconds : arisenSeconds
  const writes = seen.flatMap(({ city, wait, place }): (Write & { readonly kind: 'add' })[] => {
    if (!place) return []
    const mark = { city, wait, place }
    const set = { kind: marks.kind, ...mark, ...expiryAfter(now, kept) }
    return [{ kind: 'add', key: marks.key(mark), amounts: {}, set }]
  })
  return [...new Map(writes.map((write) => [`${write.key.pk} ${write.key.sk}`, write])).values()]
}

/** So many marks of a kind in a city are looked at. */
export const mostMarks = 100
/** So many marks of a city are read at once, whatever their kinds. */
const readAtOnce = 500

/**
 * The marks of a city, a hundred of each kind at most. A city where little waits costs one query; one that a kind floods
 * costs one more for each kind that stands behind it.
 */
export const readMarks = async (
  store: Store,
  city: string,
  kinds: readonly string[],
  now: number,
): Promise<readonly WaitingMark[]> => {
  const pk = partitionOf(city)
  const first = await marks.page(store, pk, { limit: readAtOnce, eventual: true })
  const last = first.cursor === undefined ? undefined : (first.records.at(-1)?.wait ?? '')
  const behind = last === undefined ? [] : kinds.filter((kind) => kind >= last)
  const others = await Promise.all(
    behind.map((kind) => marks.page(store, pk, { prefix: `${kind}#`, limit: mostMarks, eventual: true })),
  )
  const found = [first, ...others].flatMap(({ records }) => records)
  // The kind in which the first read ended is read again from its beginning.
  const once = new Map(found.map((mark) => [`${mark.wait} ${mark.place.pk} ${mark.place.sk}`, mark]))
  const alive = [...once.values()].filter(({ expires }) => expires * 1000 > now)
  return [...Map.groupBy(alive, ({ wait }) => wait).values()].flatMap((each) => each.slice(0, mostMarks))
}
