import { sum } from '#shared/money/fen.ts'

/**
 * A figure of a public table that grows over a year: how many claims it stands for by the end of each month, what they
 * cost, and of which others it is the sum. There may be several ways to sum it.
 */
export type GrowingFigure = {
  readonly key: string
  readonly claims: readonly number[]
  readonly cost: readonly number[]
  readonly ways?: readonly (readonly string[])[]
  /** It stands in no table: it is only what others leave of a sum. */
  readonly isUnpublished?: true
}

/** The months by whose end a figure is known; -1 is the year's begin, when all figures are nothing. */
type Known = ReadonlyMap<string, ReadonlySet<number>>

const yearBegin = -1

const figuresByKey = (figures: readonly GrowingFigure[]) => {
  const byKey = new Map(figures.map((each) => [each.key, each]))
  const of = (key: string): GrowingFigure => byKey.get(key) ?? { key, claims: [], cost: [] }
  /** How many claims lie between two months; one at least where the same claims cost otherwise since. */
  const between = (key: string, one: number, other: number): number => {
    const { claims, cost } = of(key)
    const claimsApart = Math.abs((claims[one] ?? 0) - (claims[other] ?? 0))
    return Math.max(claimsApart, (cost[one] ?? 0) === (cost[other] ?? 0) ? 0 : 1)
  }
  return { of, between }
}

type Table = ReturnType<typeof figuresByKey> & { readonly figures: readonly GrowingFigure[] }

/** What follows from shown figures of a month: a sum from its parts, and the only part that is left from its sum. */
const followsFrom = (shown: ReadonlySet<string>, figures: readonly GrowingFigure[]): ReadonlySet<string> => {
  const known = new Set(shown)
  for (let before = -1; before !== known.size; ) {
    before = known.size
    for (const { key, ways = [] } of figures)
      for (const parts of ways) {
        const open = parts.filter((part) => !known.has(part))
        if (open.length === 0) known.add(key)
        if (open.length === 1 && known.has(key)) for (const part of open) known.add(part)
      }
  }
  return known
}

const knownBy = (shown: readonly ReadonlySet<string>[], { figures }: Table): Known => {
  const months = shown.map((each) => followsFrom(each, figures))
  return new Map(
    figures.map(({ key }) => [
      key,
      new Set([yearBegin, ...months.flatMap((known, month) => (known.has(key) ? [month] : []))]),
    ]),
  )
}

/** The fewest claims by which a reader who knows some months is off from what a figure grew by between two others. */
const unknownBetween = (
  key: string,
  [one, other]: readonly [number, number],
  known: Known,
  table: Table,
): number => {
  const months = [...(known.get(key) ?? [])]
  const nearest = (to: number): number => Math.min(...months.map((each) => table.between(key, each, to)))
  const ways = (table.of(key).ways ?? []).map((parts) =>
    sum(parts.map((part) => unknownBetween(part, [one, other], known, table))),
  )
  return Math.min(table.between(key, one, other), nearest(one) + nearest(other), ...ways)
}

/** Whether two known months of a figure differ by few claims, or leave few when what is known of its parts is taken off. */
const tells = (known: Known, fewest: number, table: Table): boolean =>
  table.figures.some(({ key, ways = [] }) => {
    const months = [...(known.get(key) ?? [])].sort((a, b) => a - b)
    const pairs = months.flatMap((one, index) =>
      months.slice(index + 1).map((other) => [one, other] as const),
    )
    return pairs.some(([one, other]) => {
      const left = ways.map((parts) =>
        sum(parts.map((part) => unknownBetween(part, [one, other], known, table))),
      )
      return [table.between(key, one, other), ...left].some((claims) => claims > 0 && claims < fewest)
    })
  })

/**
 * Which figures of a year's tables are shown, month by month. The larger come first, and one is shown only where nothing
 * that stands for few claims follows from it: not by itself, not from sums and their parts, not beside months shown before.
 */
export const shownOfYear = (figures: readonly GrowingFigure[], fewest: number): ReadonlySet<string>[] => {
  const table = { ...figuresByKey(figures), figures }
  const months = Math.max(0, ...figures.map(({ claims }) => claims.length))
  const shown: Set<string>[] = []
  for (let month = 0; month < months; month += 1) {
    const now = new Set<string>()
    shown.push(now)
    const largestFirst = figures
      .filter(({ isUnpublished }) => !isUnpublished)
      .toSorted((a, b) => (b.claims[month] ?? 0) - (a.claims[month] ?? 0))
    for (const { key } of largestFirst) {
      now.add(key)
      if (tells(knownBy(shown, table), fewest, table)) now.delete(key)
    }
  }
  return shown
}
