import type { Day } from '#shared/calendar/day.ts'
import { addDays } from '#shared/calendar/day.ts'
import { expiryAfter } from '#shared/edge/store/expiry.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Stored, Write } from '#shared/edge/store/store.ts'
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

/** Keeps what a part of the night's check saw, city by city. The same part of the same night writes over itself. */
export const keepSeen = async (
  store: Store,
  { on, part }: Pick<SeenPart, 'on' | 'part'>,
  seen: readonly SeenWait[],
): Promise<void> => {
  const byCity = Map.groupBy(countSeen(seen), ({ city }) => city)
  const writes = [...byCity].map(([city, waits]): Write => {
    const { pk, sk, ...data } = seenParts.item({ city, on, part, waits })
    return {
      kind: 'add',
      key: { pk, sk },
      amounts: {},
      set: { ...data, ...expiryAfter(Date.now(), keptSeconds) },
    }
  })
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

/** So many records of a kind are looked at again. */
const mostLooked = 100

const stillWaits = (item: Stored | undefined, waits: readonly Wait[], wait: string): boolean =>
  item !== undefined &&
  seenIn(
    item,
    waits.filter(({ id }) => id === wait),
  ).length > 0

/** What is still waiting of one kind: what the night counted, less those of its records that wait no more. */
const lookAgain = async (store: Store, seen: SeenWaits, waits: readonly Wait[]): Promise<SeenWaits> => {
  const places = seen.places.slice(0, mostLooked)
  const items = await store.getMany(places, { eventual: true })
  const standing = items.flatMap((item) => (item && stillWaits(item, waits, seen.wait) ? [item] : []))
  const done = places.length - standing.length
  if (done === 0) return seen
  const isAll = places.length === seen.count
  const now = isAll ? countSeen(standing.flatMap((item) => seenIn(item, waits)))[0] : undefined
  return { ...seen, ...(now?.wait === seen.wait ? now : {}), count: seen.count - done }
}

/** What waits in a city, as the last night counted it, less what was done since; and the day of that night. */
export const readSeen = async (
  store: Store,
  city: string,
  waits: readonly Wait[],
): Promise<{ readonly waits: readonly SeenWaits[]; readonly seenOn?: Day }> => {
  const parts = await newestParts(store, city)
  const counted = joinSeen(parts.flatMap((part) => part.waits))
  const now = await Promise.all(counted.map((each) => lookAgain(store, each, waits)))
  const [newest] = parts
    .map(({ on }) => on)
    .sort()
    .reverse()
  return { waits: now.filter(({ count }) => count > 0), ...(newest === undefined ? {} : { seenOn: newest }) }
}
