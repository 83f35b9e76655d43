import { sum } from '#shared/money/fen.ts'

/**
 * A row of a public table, and how many claims it stands for: as many persons at most. Those that are reversed are taken
 * off, so more of them than were settled are fewer than none. `isMoved` where it has amounts: it stands for one claim at
 * least then, though as many were reversed as were settled, or one was only corrected.
 */
export type Counted = { readonly key: string; readonly claims: number; readonly isMoved?: boolean }

/** What of a public table is not shown, since it would tell what single persons cost. */
export type Hidden = { readonly rows: ReadonlySet<string>; readonly totals: boolean }

/** The fewest claims that a row's amounts can be of: what was reversed of another month is a claim too. */
const fewestOf = ({ claims, isMoved }: Omit<Counted, 'key'>): number =>
  Math.max(Math.abs(claims), isMoved === true ? 1 : 0)

const fewestTogether = (rows: readonly Counted[]): number => sum(rows.map(fewestOf))

/**
 * Hides rows that stand for few claims, for these may be of few persons. What the shown rows leave of the total would tell
 * them all the same: so the next smallest row is hidden with them until together they are enough, or the total is.
 */
export const hideFew = (rows: readonly Counted[], fewest: number): Hidden => {
  const filled = rows
    .filter((row) => fewestOf(row) > 0)
    .toSorted((one, other) => fewestOf(one) - fewestOf(other))
  const few = filled.filter((row) => fewestOf(row) < fewest).length
  let hidden = few
  while (hidden > 0 && fewestTogether(filled.slice(0, hidden)) < fewest && hidden < filled.length) hidden += 1
  // One row alone is what the total leaves, however much it stands for.
  if (hidden === 1 && few === 1 && filled.length > 1) hidden = 2
  return {
    rows: new Set(filled.slice(0, hidden).map(({ key }) => key)),
    totals: hidden > 0 && hidden === filled.length,
  }
}

const rowOf = (rows: ReadonlyMap<string, Counted>, key: string): Counted =>
  rows.get(key) ?? { key, claims: 0 }

/** Adds up rows of one key: what one month settled and another reversed is taken off. */
const addTo = (rows: Map<string, Counted>, row: Counted): void => {
  const before = rowOf(rows, row.key)
  const isMoved = fewestOf(before) > 0 || fewestOf(row) > 0
  rows.set(row.key, { key: row.key, claims: before.claims + row.claims, isMoved })
}

/**
 * Hides rows of a year beside the months that were shown before. A year less its shown months is what the others came to:
 * where these stand for few claims, the year's row tells of them, and so does its total.
 */
export const hideFewOfYear = (months: readonly (readonly Counted[])[], fewest: number): Hidden => {
  const [year, left, leftOfTotals] = [
    new Map<string, Counted>(),
    new Map<string, Counted>(),
    new Map<string, Counted>(),
  ]
  for (const month of months) {
    const { rows, totals } = hideFew(month, fewest)
    for (const row of month) {
      addTo(year, row)
      if (rows.has(row.key)) addTo(left, row)
      if (totals) addTo(leftOfTotals, row)
    }
  }
  const isTelling = (claims: number): boolean => claims > 0 && claims < fewest
  const counted = [...year.values()].map((row): Counted => {
    const hidden = rowOf(left, row.key)
    return isTelling(fewestOf(hidden)) ? hidden : row
  })
  const hidden = hideFew(counted, fewest)
  if (!isTelling(fewestTogether([...leftOfTotals.values()]))) return hidden
  // All rows together would be the total that is not shown.
  const [smallest] = counted
    .filter((row) => fewestOf(row) > 0)
    .toSorted((one, other) => fewestOf(one) - fewestOf(other))
  return { rows: hidden.rows.size > 0 ? hidden.rows : new Set(smallest && [smallest.key]), totals: true }
}
