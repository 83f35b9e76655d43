import type { Day } from '#shared/calendar/day.ts'
import { cityOfDivision, isCity, provinceCode } from '#shared/kernel/divisions.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import type { Wait, Waiting } from '#shared/kernel/wait.ts'
import type { Fen } from '#shared/money/fen.ts'

/** The place of a record. */
type Place = { readonly pk: string; readonly sk: string }

/** One thing that waits, as it was seen. Where only several records show it together, it has no place of its own. */
export type SeenWait = Waiting & {
  readonly wait: string
  /** The city whose work it is, or the province. */
  readonly city: string
  readonly place?: Place
}

/** Everything of one kind that waits in a city. */
export type SeenWaits = {
  readonly wait: string
  readonly city: string
  readonly count: number
  readonly amount: Fen
  /** Since when the oldest waits, and the last day of what has the least time left. */
  readonly since: Day
  readonly until: Day
}

/** Where the records of each kind say whose work they are: a city, a division below it, or nothing where it is the province's. */
export type CityOfKind = Readonly<Record<string, (item: RecordedItem) => unknown>>

/** The value at a path of a record. */
export const at =
  (...path: readonly string[]) =>
  (item: RecordedItem): unknown =>
    path.reduce<unknown>(
      (found, name) => (found as Readonly<Record<string, unknown>> | undefined)?.[name],
      item,
    )

/** The records of a kind are the province's work. */
export const ofProvince = (): undefined => undefined

const cityOf = (code: unknown): string => {
  if (typeof code !== 'string') return provinceCode
  return isCity(code) ? code : (cityOfDivision(code) ?? provinceCode)
}

/** Has each wait know whose work it is, as the kind of its record declares it. */
export const inTheirCities = (waits: readonly Wait[], declared: CityOfKind): readonly Wait[] =>
  waits.map((wait) => ({ ...wait, city: (item) => cityOf(declared[String(item.kind)]?.(item)) }))

/** What of a record waits. */
export const seenIn = (item: RecordedItem, waits: readonly Wait[]): readonly SeenWait[] =>
  waits.flatMap((wait) => {
    const waiting = wait.work === undefined ? undefined : wait.waits(item)
    const { pk, sk } = item
    return waiting
      ? [{ ...waiting, wait: wait.id, city: wait.city?.(item) ?? provinceCode, place: { pk, sk } }]
      : []
  })

const earlier = (one: Day, other: Day): Day => (one < other ? one : other)

/** Counts what was seen, by city and kind; a record that was seen twice counts once. */
export const countSeen = (seen: readonly SeenWait[]): readonly SeenWaits[] => {
  const counted = new Map<string, SeenWaits>()
  const known = new Set<string>()
  for (const { wait, city, place, since, until, amount = 0 } of seen) {
    const name = place && `${wait}\n${place.pk}\n${place.sk}`
    if (name !== undefined && known.has(name)) continue
    if (name !== undefined) known.add(name)
    const of = `${city}\n${wait}`
    const before = counted.get(of) ?? { wait, city, count: 0, amount: 0, since, until }
    counted.set(of, {
      ...{ wait, city, count: before.count + 1, amount: before.amount + amount },
      ...{ since: earlier(before.since, since), until: earlier(before.until, until) },
    })
  }
  return [...counted.values()]
}

/** Adds up what several parts counted of one kind in a city. */
export const joinSeen = (counted: readonly SeenWaits[]): readonly SeenWaits[] => {
  const joined = new Map<string, SeenWaits>()
  for (const each of counted) {
    const of = `${each.city}\n${each.wait}`
    const before = joined.get(of)
    joined.set(
      of,
      before === undefined
        ? each
        : {
            ...{ wait: each.wait, city: each.city },
            ...{ count: before.count + each.count, amount: before.amount + each.amount },
            ...{ since: earlier(before.since, each.since), until: earlier(before.until, each.until) },
          },
    )
  }
  return [...joined.values()]
}
