import { sum } from '#shared/money/fen.ts'

/** A row of a public table, and how many claims it stands for: as many persons at most. */
export type Counted = { readonly key: string; readonly claims: number }

/** What of a public table is not shown, since it would tell what single persons cost. */
export type Hidden = { readonly rows: ReadonlySet<string>; readonly totals: boolean }

/**
 * Hides rows that stand for few claims, for these may be of few persons. What the shown rows leave of the total would tell
 * them all the same: so the next smallest row is hidden with them until together they are enough, or the total is.
 */
export const hideFew = (rows: readonly Counted[], fewest: number): Hidden => {
  const filled = rows.filter(({ claims }) => claims > 0).toSorted((a, b) => a.claims - b.claims)
  const few = filled.filter(({ claims }) => claims < fewest).length
  let hidden = few
  const together = (): number => sum(filled.slice(0, hidden).map(({ claims }) => claims))
  while (hidden > 0 && together() < fewest && hidden < filled.length) hidden += 1
  // One row alone is what the total leaves, however much it stands for.
  if (hidden === 1 && few === 1 && filled.length > 1) hidden = 2
  return {
    rows: new Set(filled.slice(0, hidden).map(({ key }) => key)),
    totals: hidden > 0 && hidden === filled.length,
  }
}

/**
 * Hides rows of a year beside the months that were shown before. A year less its shown months is what the others came to:
 * where these stand for few claims, the year's row tells of them, and so does its total.
 */
export const hideFewOfYear = (months: readonly (readonly Counted[])[], fewest: number): Hidden => {
  const [year, left] = [new Map<string, number>(), new Map<string, number>()]
  let leftOfTotals = 0
  for (const month of months) {
    const { rows, totals } = hideFew(month, fewest)
    for (const { key, claims } of month) {
      year.set(key, (year.get(key) ?? 0) + claims)
      if (rows.has(key)) left.set(key, (left.get(key) ?? 0) + claims)
    }
    if (totals) leftOfTotals += sum(month.map(({ claims }) => claims))
  }
  const isTelling = (claims: number): boolean => claims > 0 && claims < fewest
  const counted = [...year].map(([key, claims]): Counted => {
    const hidden = left.get(key) ?? 0
    return { key, claims: isTelling(hidden) ? hidden : claims }
  })
  const hidden = hideFew(counted, fewest)
  if (!isTelling(leftOfTotals)) return hidden
  // All rows together would be the total that is not shown.
  const [smallest] = counted.filter(({ claims }) => claims > 0).toSorted((a, b) => a.claims - b.claims)
  return { rows: hidden.rows.size > 0 ? hidden.rows : new Set(smallest && [smallest.key]), totals: true }
}
