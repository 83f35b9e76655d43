import type { Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import type { Fen } from '#shared/money/fen.ts'

/** A text of a recorded item; empty when it is not there. */
export const text = (item: RecordedItem, name: string): string => String(item[name] ?? '')

/** A figure of a recorded item; nil when it is not there. */
export const figure = (item: RecordedItem, name: string): Fen => Number(item[name] ?? 0)

/** A record of figures within an item. */
export const figures = (item: RecordedItem, name: string): Readonly<Record<string, Fen>> =>
  (item[name] ?? {}) as Readonly<Record<string, Fen>>

/** City and scheme of an item. */
export const fundOf = (item: RecordedItem): string => `${text(item, 'city')} ${text(item, 'scheme')}`

/** Sums of named figures by place, for comparing what two kinds of items say of the same place. */
export const tally = () => {
  const places = new Map<string, Map<string, Fen>>()
  return {
    add: (place: string, amounts: Readonly<Record<string, Fen>>) => {
      const sums = places.get(place) ?? new Map<string, Fen>()
      for (const [name, amount] of Object.entries(amounts)) sums.set(name, (sums.get(name) ?? 0) + amount)
      places.set(place, sums)
    },
    places: () => [...places.keys()],
    at: (place: string, name: string): Fen => places.get(place)?.get(name) ?? 0,
    names: (place: string): string[] => [...(places.get(place)?.keys() ?? [])],
  }
}
export type Tally = ReturnType<typeof tally>

/** The places and figures in which two tallies differ. */
export const differences = (
  invariant: string,
  what: string,
  expected: Tally,
  found: Tally,
): { checked: number; violations: Violation[] } => {
  const places = [...new Set([...expected.places(), ...found.places()])]
  const violations = places.flatMap((place) =>
    [...new Set([...expected.names(place), ...found.names(place)])].flatMap((name) => {
      const [should, is] = [expected.at(place, name), found.at(place, name)]
      return should === is
        ? []
        : [{ invariant, where: place, what: `${what}: ${name}`, figures: { should, is } }]
    }),
  )
  return { checked: places.length, violations }
}

/** An invariant about each item of one kind by itself. */
export const eachOf = (
  kind: string,
  rule: Pick<Invariant, 'id' | 'number' | 'rule'>,
  judge: (item: RecordedItem) => Omit<Violation, 'invariant' | 'where'> | undefined,
): Invariant => ({
  ...rule,
  start: () => {
    let checked = 0
    const violations: Violation[] = []
    return {
      see: (item) => {
        if (item.kind !== kind) return
        checked += 1
        const found = judge(item)
        if (found) violations.push({ invariant: rule.id, where: `${item.pk} ${item.sk}`, ...found })
      },
      finish: () => ({ checked, violations }),
    }
  },
})
