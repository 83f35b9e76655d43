import type { FundYear } from '#shared/calendar/day.ts'
import { firstDayOfYear } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import type { Fen } from '#shared/money/fen.ts'
import { ratioAt, tableAt } from '#shared/policy/policy.ts'
import { readPeriods } from '../../adapters/periods.ts'
import { readYearClose } from '../../adapters/year-closes.ts'
import type { ActualYear, Draft, DraftBudget } from '../../domain/drafting/draft-budget.ts'
import { draftBudget } from '../../domain/drafting/draft-budget.ts'
import type { Heads } from '../../domain/drafting/drafting-rules.ts'
import { draftingRules } from '../../domain/drafting/drafting-rules.ts'
import { executedOf, poolExecution } from '../../domain/execution/execution.ts'
import { movementsOfYear } from '../../domain/execution/year-periods.ts'
import type { Fund } from '../../domain/fund.ts'
import type { BudgetLine } from '../../domain/ledger/chart.ts'
import { budgetLines } from '../../domain/ledger/chart.ts'
import type { Effects } from '../../effects.ts'
import { fundExecution } from './fund-execution.ts'

type Amounts = Readonly<Partial<Record<BudgetLine, Fen>>>

/** What a draft is asked for with; actuals and opening are of years that were not kept here. */
export type DraftRequest = Pick<DraftBudget, 'fund' | 'year' | 'growthTargets' | 'effects'> & {
  readonly insured: readonly { readonly year: FundYear; readonly heads: Heads }[]
  readonly actuals: readonly { readonly year: FundYear; readonly amounts: Amounts }[]
  readonly opening: { readonly pooled: Fen; readonly account: Fen } | undefined
}

/** A year's amounts, and whether they are the ledger's or were given. */
type Source = { readonly year: FundYear; readonly source: 'ledger' | 'given' }
export type DraftAnswer = Draft & { readonly actuals: readonly Source[]; readonly policyVersion: string }

const yearsBefore = 3

const fromLedger = async ({ store }: Effects, fund: Fund, year: FundYear): Promise<Amounts | undefined> => {
  if (!(await readYearClose(store, fund, year))) return undefined
  const { during } = movementsOfYear(await readPeriods(store, fund, `${year}-13`), year)
  return Object.fromEntries(budgetLines.map((line) => [line, executedOf(during, line)]))
}

const actualsFor = async (
  effects: Effects,
  { fund, year, insured, actuals }: DraftRequest,
): Promise<(ActualYear & Source)[]> => {
  const found = await Promise.all(
    Array.from({ length: yearsBefore }, async (_, index) => {
      const past = year - yearsBefore + index
      const heads = insured.find((each) => each.year === past)?.heads
      const ledger = await fromLedger(effects, fund, past)
      const amounts = ledger ?? actuals.find((each) => each.year === past)?.amounts
      const source = ledger ? ('ledger' as const) : ('given' as const)
      return heads && amounts ? [{ year: past, heads, amounts, source }] : []
    }),
  )
  return found.flat()
}

const openingFor = async (
  effects: Effects,
  { fund, year, opening }: DraftRequest,
): Promise<DraftBudget['opening']> => {
  if (opening) return { ...opening, method: 'given' }
  const before = year - 1
  if (await readYearClose(effects.store, fund, before)) {
    const periods = await readPeriods(effects.store, fund, `${before}-13`)
    const moved = movementsOfYear(periods, before)
    const closing = (pool: 'pooled' | 'account') => poolExecution(moved.before, moved.during, pool).closing
    return { pooled: closing('pooled'), account: closing('account'), method: `ledger: end of ${before}` }
  }
  const { forecast, account } = await fundExecution(effects, fund, before)
  return { pooled: forecast.closing, account: account.closing, method: `forecast: end of ${before}` }
}

const levyRateFor = ({ policy }: Effects, { scheme }: Fund, year: FundYear) => {
  const key = `adjustment_fund.levy.rate.${scheme}`
  const on = firstDayOfYear(year)
  const isLevied = policy()
    .parameters.get(key)
    ?.values.some(({ from }) => from <= on)
  return isLevied ? { levyRate: ratioAt(policy(), key, { on }) } : {}
}

/** Gathers what a year's budget is drafted from, and drafts it; nothing is written. */
export const draftFor = async (effects: Effects, request: DraftRequest): Promise<Decision<DraftAnswer>> => {
  const { fund, year, insured, growthTargets } = request
  const moment = { on: firstDayOfYear(year), city: fund.city }
  const rules = tableAt(effects.policy(), 'drafting.rules', moment, draftingRules)
  const actuals = await actualsFor(effects, request)
  const decision = draftBudget({
    fund,
    year,
    actuals,
    opening: await openingFor(effects, request),
    heads: insured.find((each) => each.year === year)?.heads ?? [],
    growthTargets,
    effects: request.effects,
    rules,
    ...levyRateFor(effects, fund, year),
  })
  if (decision.status === 'refused') return decision
  const sources = actuals.map(({ year, source }) => ({ year, source }))
  return {
    status: 'accepted',
    value: { ...decision.value, actuals: sources, policyVersion: effects.policy().version },
  }
}
