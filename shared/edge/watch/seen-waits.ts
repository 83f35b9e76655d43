import type { Day } from '#shared/calendar/day.ts'
import { addDays } from '#shared/calendar/day.ts'
import { expiryAfter } from '#shared/edge/store/expiry.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { markWaiting, mostMarks, readMarks } from '#shared/edge/watch/waiting-marks.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import type { SeenWait, SeenWaits } from '#shared/kernel/seen-wait.ts'
import { countSeen, joinSeen, seenIn } from '#shared/kernel/seen-wait.ts'
import type { Wait } from '#shared/kernel/wait.ts'

/** What a part of the nightly check saw waiting in a city. */
type SeenPart = {
  readonly city: string
  readonly on: Day
  readonly part: string
  readonly waits: readonly SeenWaits[]
}
type PartName = Pick<SeenPart, 'city' | 'on' | 'part'>

const partitionOf = (city: string): string => `WAITS-SEEN#${city}`
const seenParts = defineRecord<SeenPart, PartName>({
  kind: 'waits-seen',
  key: ({ city, on, part }) => ({ pk: partitionOf(city), sk: `${on}#${part}` }),
})

/** A week: by then other nights have looked. */
const keptSeconds = 7 * 86_400
const mostWrites = 50

/** A hundred of each kind of a city at most: the marks by which it is seen by day what of it still waits. */
const markedOf = (seen: readonly SeenWait[]): readonly SeenWait[] =>
  [...Map.groupBy(seen, ({ city, wait }) => `${city} ${wait}`).values()].flatMap((each) =>
    each.slice(0, mostMarks),
  )

/** Keeps and marks what a part of the night's check saw, city by city. The same part of the same night writes over itself. */
export const keepSeen = async (
  store: Store,
  { on, part }: Pick<SeenPart, 'on' | 'part'>,
  seen: readonly SeenWait[],
): Promise<void> => {
  const now = Date.now()
  const byCity = Map.groupBy(countSeen(seen), ({ city }) => city)
  const kept = [...byCity].map(([city, waits]): Write => {
    const { pk, sk, ...data } = seenParts.item({ city, on, part, waits })
    return { kind: 'add', key: { pk, sk }, amounts: {}, set: { ...data, ...expiryAfter(now, keptSeconds) } }
  })
  const writes = [...kept, ...markWaiting(markedOf(seen), 'a-night', now)]
  for (const piece of inPieces(writes, mostWrites)) await store.write(piece)
}

/** The newest of each part, of the last two nights: one may still be on its way. */
const newestParts = async (store: Store, city: string): Promise<readonly SeenPart[]> => {
  const parts = new Map<string, SeenPart>()
  let oldest: Day | undefined
  for await (const each of seenParts.list(store, partitionOf(city), { newestFirst: true, eventual: true })) {
    oldest ??= addDays(each.on, -1)
    if (each.on < oldest) break
    if (!parts.has(each.part)) parts.set(each.part, each)
  }
  return [...parts.values()]
}

/** What waits of one kind in a city now; `isMore`: at least so much. */
export type WaitsNow = SeenWaits & { readonly isMore?: true }

/**
 * How much of a kind waits now. While all that the night counted is marked, its marks say it, record by record. Of more
 * than that the night's count is taken, less the marked that wait no more.
 */
const waitsNow = (
  marked: number,
  standing: SeenWaits | undefined,
  told: SeenWaits | undefined,
): WaitsNow | undefined => {
  const isMore = marked >= mostMarks
  if (!isMore && (told?.count ?? 0) <= marked) return standing
  const ended = marked - (standing?.count ?? 0)
  const left = told && { ...told, count: told.count - ended }
  const most = [standing, left].flatMap((each) => each ?? []).sort((one, other) => other.count - one.count)[0]
  return most && { ...most, ...(isMore ? { isMore } : {}) }
}

/** What waits in a city: as the last night counted it, with what arose since and less what was done. */
export const readSeen = async (
  store: Store,
  city: string,
  waits: readonly Wait[],
): Promise<{ readonly waits: readonly WaitsNow[]; readonly seenOn?: Day }> => {
  const kinds = waits.filter(({ work }) => work).map(({ id }) => id)
  const [parts, marks] = await Promise.all([
    newestParts(store, city),
    readMarks(store, city, kinds, Date.now()),
  ])
  const told = new Map(joinSeen(parts.flatMap((part) => part.waits)).map((each) => [each.wait, each]))
  const items = await store.getMany(
    marks.map(({ place }) => place),
    { eventual: true },
  )
  const now = marks.flatMap(({ wait }, index) => {
    const item = items[index]
    const of = waits.filter(({ id }) => id === wait)
    return item ? seenIn(item, of).filter((each) => each.city === city) : []
  })
  const standing = new Map(countSeen(now).map((each) => [each.wait, each]))
  const found = [...new Set([...told.keys(), ...marks.map(({ wait }) => wait)])].flatMap((wait) => {
    const marked = marks.filter((mark) => mark.wait === wait).length
    return waitsNow(marked, standing.get(wait), told.get(wait)) ?? []
  })
  const [newest] = parts
    .map(({ on }) => on)
    .sort()
    .reverse()
  return {
    waits: found.filter(({ count }) => count > 0),
    ...(newest === undefined ? {} : { seenOn: newest }),
  }
}
