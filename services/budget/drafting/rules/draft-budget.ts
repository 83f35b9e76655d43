import type { FundYear } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { never } from '#shared/kernel/never.ts'
import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'
import type { Rate } from '#shared/money/rate.ts'
import { Exact } from '#shared/money/rate.ts'
import type { BudgetLine, Pool } from '../../ledger/rules/chart.ts'
import {
  budgetLines,
  chineseNameOf,
  classOf,
  collectionLines,
  expenditureLines,
  incomeLines,
  poolOf,
} from '../../ledger/rules/chart.ts'
import type { Fund } from '../../ledger/rules/fund.ts'
import type { BudgetTable } from '../../planning/rules/budget.ts'
import { tableFault } from '../../planning/rules/budget-rules.ts'
import type { Totals } from '../../planning/rules/totals.ts'
import { poolTotals } from '../../planning/rules/totals.ts'
import { refuse } from '../../refusals.ts'
import type { PolicyEffect, ProposedAmount, YearOfLine } from './draft-line.ts'
import { average, levy, perHead, withEffects } from './draft-line.ts'
import type { DraftingRules, Heads } from './drafting-rules.ts'
import { headsIn, weightedHeads } from './drafting-rules.ts'

type Amounts = Readonly<Partial<Record<BudgetLine, Fen>>>

/** A past year: what each line came to, and how many persons of each age group were insured. */
export type ActualYear = { readonly year: FundYear; readonly amounts: Amounts; readonly heads: Heads }

export type DraftBudget = {
  readonly fund: Fund
  readonly year: FundYear
  /** Up to three years before, in order; the balance to begin with, and how it is known. */
  readonly actuals: readonly ActualYear[]
  readonly opening: { readonly pooled: Fen; readonly account: Fen; readonly method: string }
  readonly heads: Heads
  readonly growthTargets: Readonly<Partial<Record<BudgetLine, Rate>>>
  readonly effects: readonly (PolicyEffect & { readonly line: BudgetLine })[]
  readonly rules: DraftingRules
  /** The adjustment fund's rate in the year planned; none before it levies on this scheme. */
  readonly levyRate?: Rate
}

export type DraftedLine = ProposedAmount & {
  readonly line: BudgetLine
  readonly chinese: string
  readonly kind: 'income' | 'expenditure'
  readonly pool: Pool
}

/** A proposal: lines with their derivations, the table as it could be compiled, and what would stand against it. */
export type Draft = {
  readonly fund: Fund
  readonly year: FundYear
  readonly lines: readonly DraftedLine[]
  readonly table: BudgetTable
  readonly totals: { readonly pooled: Totals; readonly account: Totals }
  readonly openingMethod: string
  /** The code by which compiling it would be refused; none when it would be accepted. */
  readonly fault?: string
}

const yearsOf = (line: BudgetLine, { actuals, rules }: DraftBudget): YearOfLine[] =>
  actuals.map(({ year, amounts, heads }) => ({
    year,
    amount: amounts[line] ?? 0,
    heads:
      rules.lines[line] === 'per-weighted-head' ? weightedHeads(heads, rules) : new Exact(headsIn(heads)),
  }))

const proposeLine = (line: BudgetLine, command: DraftBudget): ProposedAmount | undefined => {
  const { actuals, year, heads, rules, growthTargets, levyRate } = command
  const years = yearsOf(line, command)
  const target = growthTargets[line]
  const bounds = rules.growth[classOf(line) === 'income' ? 'income' : 'expenditure']
  const grown = (planned: Exact) =>
    perHead({
      years,
      planned: { year, heads: planned },
      bounds,
      ...(target === undefined ? {} : { target }),
    })
  const method = rules.lines[line]
  if (method === undefined) return undefined
  switch (method) {
    case 'per-head':
      return grown(new Exact(headsIn(heads)))
    case 'per-weighted-head':
      return grown(weightedHeads(heads, rules))
    case 'average':
      return average(years, rules.yearWeights)
    case 'levy': {
      const last = actuals.at(-1)
      if (!last || levyRate === undefined) return undefined
      return levy(sum(collectionLines.map((each) => last.amounts[each] ?? 0)), levyRate, last.year)
    }
    default:
      return never(method)
  }
}

const draftLine = (line: BudgetLine, command: DraftBudget): DraftedLine[] => {
  const effects = command.effects
    .filter((effect) => effect.line === line)
    .map(({ line: _, ...effect }) => effect)
  const proposed = proposeLine(line, command) ?? { amount: 0, steps: [] }
  const { amount, steps } = withEffects(proposed, effects)
  if (amount === 0 && effects.length === 0) return []
  const kind = classOf(line) === 'income' ? 'income' : 'expenditure'
  return [{ line, chinese: chineseNameOf(line), kind, pool: poolOf(line), amount, steps }]
}

const tableOf = (lines: readonly DraftedLine[], { opening }: DraftBudget): BudgetTable => {
  const amounts = new Map(lines.map(({ line, amount }) => [line, amount]))
  const pick = <Line extends BudgetLine>(some: readonly Line[]) =>
    Object.fromEntries(some.flatMap((line) => (amounts.has(line) ? [[line, amounts.get(line)]] : [])))
  return {
    openingBalance: opening.pooled,
    accountOpeningBalance: opening.account,
    income: pick(incomeLines),
    expenditure: pick(expenditureLines),
  }
}

/**
 * Proposes a year's budget, line by line with its derivation. It works from up to three years' actuals, the insured and
 * their ages, growth targets, and policy changes priced beforehand (total control, 三(一)). Nothing is recorded: whoever
 * wants the proposal compiles it, changed or not.
 */
export const draftBudget = (command: DraftBudget): Decision<Draft> => {
  const { fund, year, actuals, opening, heads, rules } = command
  const insured = [heads, ...actuals.map((each) => each.heads)]
  if (actuals.length === 0) return refuse('draft.no-actuals', { field: 'actuals' })
  if (insured.some((each) => headsIn(each) === 0)) return refuse('draft.nobody-insured', { field: 'insured' })
  if (insured.some(({ length }) => length !== rules.ages.length))
    return refuse('draft.age-groups', { field: 'insured', figures: { groups: rules.ages.length } })
  const lines = budgetLines
    .filter((line) => fund.scheme === 'employee' || poolOf(line) === 'pooled')
    .flatMap((line) => draftLine(line, command))
  const negative = lines.find(({ amount }) => amount < 0)
  if (negative)
    return refuse('draft.negative-line', {
      figures: { line: negative.line, amount: negative.amount },
    })
  const table = tableOf(lines, command)
  const fault = tableFault(fund, table, undefined)
  return accept({
    fund,
    year,
    lines,
    table,
    totals: { pooled: poolTotals(table, 'pooled'), account: poolTotals(table, 'account') },
    openingMethod: opening.method,
    ...(fault?.status === 'refused' ? { fault: fault.refusal.code } : {}),
  })
}
