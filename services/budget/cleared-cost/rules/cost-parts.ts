import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import type { BudgetLine, Pool } from '../../ledger/rules/chart.ts'
import { budgetLines, classOf, poolOf } from '../../ledger/rules/chart.ts'
import type { Movements } from '../../ledger/rules/movements.ts'
import { executedOf } from '../../ledger/rules/movements.ts'

/** What makes the cleared cost of a year differ from what was booked in it. */
export const costParts = [
  /** What methods of payment make of the claims of months that were settled after the year's end: December's. */
  'monthly',
  /** What methods of payment finally make of the care. */
  'methods',
  /** Overspending that institutions bear. */
  'overspend',
  /** What institutions keep of a surplus. */
  'surplus',
  /** What decisions on disputes added or took. */
  'decided',
  /** Quality deposits that were forfeited. */
  'deposits',
  /** Claims of the year that came later, their reversals and corrections. */
  'claims',
  /** What audit cases took back of the year's claims later. */
  'recovered',
  /** What institutions bear of what came after the clearing. */
  'borne',
] as const
export type CostPart = (typeof costParts)[number]

/** The parts that a clearing books; the others come with the last months and with single claims. */
export const clearingParts: readonly CostPart[] = ['methods', 'overspend', 'surplus', 'decided', 'deposits']

/** Amounts by part, with the sign of their line: more income or more expenditure is positive. */
export type CostOfLine = Readonly<Partial<Record<CostPart, Fen>>>
export type CostByLine = { readonly [Line in BudgetLine]?: CostOfLine }

const addOfLine = (one: CostOfLine, other: CostOfLine): CostOfLine =>
  Object.fromEntries(
    costParts
      .map((part) => [part, fen((one[part] ?? 0) + (other[part] ?? 0))] as const)
      .filter(([, amount]) => amount !== 0),
  )

/** Parts added up, line by line; a line that comes to nothing in every part is absent. */
export const addCosts = (...all: readonly CostByLine[]): CostByLine =>
  Object.fromEntries(
    budgetLines
      .map(
        (line) =>
          [line, all.reduce<CostOfLine>((total, each) => addOfLine(total, each[line] ?? {}), {})] as const,
      )
      .filter(([, ofLine]) => Object.keys(ofLine).length > 0),
  )

/** What all parts of a line come to. */
export const partsTotal = (ofLine: CostOfLine = {}): Fen => sum(Object.values(ofLine))

/** What the parts of a pool add to its income and to its expenditure. */
export const costTotals = (
  costs: CostByLine,
  pool: Pool,
): { readonly income: Fen; readonly expenditure: Fen } => {
  const of = (kind: 'income' | 'expenditure') =>
    sum(
      budgetLines
        .filter((line) => poolOf(line) === pool && classOf(line) === kind)
        .map((line) => partsTotal(costs[line])),
    )
  return { income: of('income'), expenditure: of('expenditure') }
}

/** What movements do to lines, as one part. */
export const costsOf = (part: CostPart, movements: Movements): CostByLine =>
  addCosts(Object.fromEntries(budgetLines.map((line) => [line, { [part]: executedOf(movements, line) }])))
