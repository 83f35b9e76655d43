import { fen, sum } from '#shared/money/fen.ts'
import { awayPlaces, levels, volumeCares } from '../../claims/rules/volumes.ts'
import type { Hidden } from './few.ts'
import type { GrowingFigure } from './few-of-sums.ts'
import { shownOfYear } from './few-of-sums.ts'
import type { CostDocument } from './fund-documents.ts'

/** The row of a table of costs, by which it is counted and hidden. */
export const careKey = (care: string, level: number | null): string => `${care} ${level ?? 'all'}`

/** The row of what the fund spent: on all care together, and on what is no care. */
export const spentKey = 'spent'
/** What care away from home leaves of all stays stands in no row. */
const homeKey = 'home'

type Row = { readonly claims: number; readonly total: number; readonly fund: number }

const noCare: Row = { claims: 0, total: 0, fund: 0 }
const together = (rows: readonly Row[]): Row => ({
  claims: sum(rows.map(({ claims }) => claims)),
  total: sum(rows.map(({ total }) => total)),
  fund: sum(rows.map(({ fund }) => fund)),
})

/** All rows of a month's costs, with what follows from them. */
const rowsIn = ({ care, away }: CostDocument): ReadonlyMap<string, Row> => {
  const rows = new Map<string, Row>([
    ...care.map((row) => [careKey(row.care, row.level), row] as const),
    ...away.map((row) => [careKey(row.place, null), row] as const),
  ])
  const stays = rows.get(careKey('inpatient', null)) ?? noCare
  const left = together(away)
  rows.set(homeKey, {
    ...{ claims: stays.claims - left.claims, total: stays.total - left.total, fund: stays.fund - left.fund },
  })
  rows.set(spentKey, together(volumeCares.map((each) => rows.get(careKey(each, null)) ?? noCare)))
  return rows
}

/** How the rows sum up: care to what was spent, levels to their care, and all stays once more by where they were. */
const waysOf: Readonly<Record<string, readonly (readonly string[])[]>> = {
  [spentKey]: [volumeCares.map((care) => careKey(care, null))],
  ...Object.fromEntries(
    volumeCares.map((care) => [careKey(care, null), [levels.map((level) => careKey(care, level))]]),
  ),
  [careKey('inpatient', null)]: [
    levels.map((level) => careKey('inpatient', level)),
    [homeKey, ...awayPlaces.map((place) => careKey(place, null))],
  ],
}

/**
 * The rows of a year's costs that are not shown, month by month. They stand for few claims, or somebody who takes shown rows
 * off each other, or off a month before, would find few. `ofYear` are the costs of the year up to each month, January first.
 */
export const hiddenCosts = (ofYear: readonly CostDocument[], fewest: number): Hidden[] => {
  const months = ofYear.map(rowsIn)
  const keys = [...(months.at(-1)?.keys() ?? [])].toSorted(
    (a, b) => Number(waysOf[b] !== undefined) - Number(waysOf[a] !== undefined),
  )
  const figures = keys.map((key): GrowingFigure => {
    const rows = months.map((each) => each.get(key) ?? noCare)
    return {
      ...{ key, claims: rows.map(({ claims }) => claims) },
      cost: rows.map(({ total, fund }) => fen(total + fund)),
      ...(waysOf[key] === undefined ? {} : { ways: waysOf[key] }),
      ...(key === homeKey ? { isUnpublished: true as const } : {}),
    }
  })
  return shownOfYear(figures, fewest).map((shown) => {
    const hidden = keys.filter((key) => key !== homeKey && !shown.has(key))
    return { rows: new Set(hidden), totals: false }
  })
}
