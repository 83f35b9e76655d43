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

/** The months by whose end a figure is known, in their order; -1 is the year's begin, when all figures are nothing. */
type Known = ReadonlyMap<string, readonly number[]>

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

/** The months by whose end each figure is known, from what follows from the tables of each month. */
const knownBy = (months: readonly ReadonlySet<string>[], { figures }: Table): Known =>
  new Map(
    figures.map(({ key }) => [
      key,
      [yearBegin, ...months.flatMap((known, month) => (known.has(key) ? [month] : []))],
    ]),
  )

/** What a reader who knows some months is left without: worked out once for each figure and pair of months. */
const unknownOf = (known: Known, table: Table) => {
  const places = Math.max(0, ...table.figures.map(({ claims }) => claims.length)) + 1
  const once = (size: number, found: Map<string, (number | undefined)[]>) => (key: string) => {
    const values = found.get(key) ?? new Array<number | undefined>(size).fill(undefined)
    found.set(key, values)
    return values
  }
  const nearestBy = once(places, new Map())
  const unknownBy = once(places * places, new Map())
  /** The fewest claims between a month and one that is known of the figure. */
  const nearest = (key: string, to: number): number => {
    const values = nearestBy(key)
    const value =
      values[to + 1] ?? Math.min(...(known.get(key) ?? []).map((each) => table.between(key, each, to)))
    values[to + 1] = value
    return value
  }
  /** The fewest claims by which a reader is off from what a figure grew by between two months. */
  const unknownBetween = (key: string, one: number, other: number): number => {
    const values = unknownBy(key)
    const place = (one + 1) * places + other + 1
    const value =
      values[place] ??
      Math.min(
        ...[table.between(key, one, other), nearest(key, one) + nearest(key, other)],
        ...(table.of(key).ways ?? []).map((parts) => leftOf(parts, one, other)),
      )
    values[place] = value
    return value
  }
  const leftOf = (parts: readonly string[], one: number, other: number): number =>
    sum(parts.map((part) => unknownBetween(part, one, other)))
  return leftOf
}

/** Whether two known months of a figure differ by few claims, or leave few when what is known of its parts is taken off. */
const tells = (known: Known, fewest: number, table: Table): boolean => {
  const leftOf = unknownOf(known, table)
  const isFew = (claims: number): boolean => claims > 0 && claims < fewest
  return table.figures.some(({ key, ways = [] }) => {
    const months = known.get(key) ?? []
    return months.some((one, index) =>
      months
        .slice(index + 1)
        .some(
          (other) =>
            isFew(table.between(key, one, other)) || ways.some((parts) => isFew(leftOf(parts, one, other))),
        ),
    )
  })
}

/**
 * Which figures of a year's tables are shown, month by month. The larger come first, and one is shown only where nothing
 * that stands for few claims follows from it: not by itself, not from sums and their parts, not beside months shown before.
 */
export const shownOfYear = (figures: readonly GrowingFigure[], fewest: number): ReadonlySet<string>[] => {
  const table = { ...figuresByKey(figures), figures }
  const months = Math.max(0, ...figures.map(({ claims }) => claims.length))
  const shown: ReadonlySet<string>[] = []
  const before: ReadonlySet<string>[] = []
  for (let month = 0; month < months; month += 1) {
    const largestFirst = figures
      .filter(({ isUnpublished }) => !isUnpublished)
      .toSorted((a, b) => (b.claims[month] ?? 0) - (a.claims[month] ?? 0))
    const now = new Set<string>()
    for (const { key } of largestFirst) {
      now.add(key)
      const known = knownBy([...before, followsFrom(now, figures)], table)
      if (tells(known, fewest, table)) now.delete(key)
    }
    shown.push(now)
    before.push(followsFrom(now, figures))
  }
  return shown
}
