import type { FundYear, Month } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Stored, Write } from '#shared/edge/store/store.ts'
import type { Fen } from '#shared/money/fen.ts'
import { costKey, costPrefix, fundPartition, yearClearedKey } from '../keys.ts'
import { budgetLines } from '../ledger/rules/chart.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { CostOfYear } from './rules/cleared-cost.ts'
import { costsOfYear } from './rules/cleared-cost.ts'
import type { CostByLine } from './rules/cost-parts.ts'
import { addCosts, costParts } from './rules/cost-parts.ts'
import type { YearCleared } from './rules/year-cleared.ts'

type CostName = Fund & Pick<CostOfYear, 'year' | 'bookedIn'>

/** A counter of costs that were booked in a month and belong to an earlier year; its figures are `line:part`. */
export const costs = defineRecord<CostName>({
  kind: 'cost-of-year',
  key: ({ year, bookedIn, ...fund }) => costKey(fund, year, bookedIn),
})

const figureName = (line: string, part: string): string => `${line}:${part}`

/** The figures of a counter that says these costs. */
export const figuresOf = (byLine: CostByLine): Record<string, Fen> =>
  Object.fromEntries(
    Object.entries(byLine).flatMap(([line, ofLine]) =>
      Object.entries(ofLine).map(([part, amount]) => [figureName(line, part), amount]),
    ),
  )

/** The costs that a counter's figures say. */
export const costsIn = (item: Readonly<Record<string, unknown>>): CostByLine =>
  addCosts(
    Object.fromEntries(
      budgetLines.map((line) => [
        line,
        Object.fromEntries(costParts.map((part) => [part, Number(item[figureName(line, part)] ?? 0)])),
      ]),
    ),
  )

/**
 * Adds costs of an earlier year to what was booked in a month: written with the entry, beside it. None where nothing
 * belongs to another year than it is booked in.
 */
export const costAdditions = (
  { city, scheme }: Fund,
  { year, bookedIn, costs: byLine }: CostOfYear,
): Write[] => {
  const amounts = figuresOf(byLine)
  if (year >= Number(bookedIn.slice(0, 4)) || Object.keys(amounts).length === 0) return []
  const name = { city, scheme, year, bookedIn }
  return [{ kind: 'add', key: costs.key(name), amounts, set: { kind: costs.kind, ...name } }]
}

/** What a counter says of the year that its costs belong to. */
export const toCostOfYear = (item: Readonly<Record<string, unknown>>): CostOfYear => ({
  year: Number(item.year),
  bookedIn: String(item.bookedIn) as Month,
  costs: costsIn(item),
})

/** All that a fund booked for earlier years: some items a year. */
export const listCosts = (store: Store, fund: Fund): Promise<CostOfYear[]> =>
  Array.fromAsync(store.list({ pk: fundPartition(fund), prefix: costPrefix }), toCostOfYear)

export const yearsCleared = defineRecord<YearCleared, Pick<YearCleared, 'fund' | 'year'>>({
  kind: 'fund-year-cleared',
  key: ({ fund, year }) => yearClearedKey(fund, year),
})

/** A cleared year's record without its keys. */
export const toYearCleared = (item: Stored): YearCleared => yearsCleared.content(item)

/** The record of a cleared year; undefined while a statement is not locked. */
export const readYearCleared = async (
  store: Store,
  fund: Fund,
  year: FundYear,
): Promise<YearCleared | undefined> => {
  const item = await store.get(yearClearedKey(fund, year))
  return item && toYearCleared(item)
}

/** What stands beside the books of a year. */
export const besideTheBooks = async (store: Store, fund: Fund, year: FundYear) => {
  const [all, cleared] = await Promise.all([listCosts(store, fund), readYearCleared(store, fund, year)])
  return { costs: costsOfYear(all, year), cleared }
}
