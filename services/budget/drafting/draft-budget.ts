import type { FundYear } from '#shared/calendar/day.ts'
import { firstDayOfYear } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import { Exact } from '#shared/money/rate.ts'
import { hasValueOn, ratioAt, tableAt } from '#shared/policy/policy.ts'
import { partsTotal } from '../cleared-cost/rules/cost-parts.ts'
import { besideTheBooks } from '../cleared-cost/store.ts'
import type { Effects } from '../effects.ts'
import { fundExecution } from '../execution/fund-execution.ts'
import { poolExecution } from '../execution/rules/execution.ts'
import { readPeriods } from '../ledger/periods.ts'
import type { BudgetLine } from '../ledger/rules/chart.ts'
import { budgetLines } from '../ledger/rules/chart.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { executedOf } from '../ledger/rules/movements.ts'
import { movementsOfYear } from '../ledger/rules/year-periods.ts'
import { lastScore } from '../performance/evaluate.ts'
import { draftingFactor, draftingTable } from '../performance/rules/performance.ts'
import { refuse } from '../refusals.ts'
import { readYearClose } from '../year-close/store.ts'
import { readPricing } from './policy-pricings.ts'
import type { ActualYear, Draft, DraftBudget } from './rules/draft-budget.ts'
import { draftBudget } from './rules/draft-budget.ts'
import type { GivenEffect } from './rules/draft-line.ts'
import type { DraftingRules, Heads } from './rules/drafting-rules.ts'
import { draftingRules } from './rules/drafting-rules.ts'
import { effectsOfPricing } from './rules/policy-pricing.ts'

type Amounts = Readonly<Partial<Record<BudgetLine, Fen>>>

/** A policy change of which the effect on a line is given, or which was priced on a year's claims. */
type RequestedEffect = (GivenEffect & { readonly line: BudgetLine }) | { readonly pricing: string }

/** What a draft is asked for with; actuals and opening are of years that were not kept here. */
export type DraftRequest = Pick<DraftBudget, 'fund' | 'year' | 'growthTargets'> & {
  readonly insured: readonly { readonly year: FundYear; readonly heads: Heads }[]
  readonly actuals: readonly { readonly year: FundYear; readonly amounts: Amounts }[]
  readonly opening: { readonly pooled: Fen; readonly account: Fen } | undefined
  readonly effects: readonly RequestedEffect[]
}

/** A year's amounts, and whether they are those it was cleared at, the ledger's, or were given. */
type Source = { readonly year: FundYear; readonly source: 'cleared' | 'ledger' | 'given' }
export type DraftAnswer = Draft & {
  readonly actuals: readonly Source[]
  readonly policyVersion: string
  /** The last published score of the three years before, and what it makes of the most growth; absent where none was. */
  readonly performance?: { readonly year: FundYear; readonly score: number; readonly factor: string }
}

const yearsBefore = 3

/**
 * A closed year as its books have it; where it is cleared, by what belongs to it: what its clearing added later counts, and
 * what its books hold of years before does not.
 */
const fromLedger = async (
  { store }: Effects,
  fund: Fund,
  year: FundYear,
): Promise<{ readonly amounts: Amounts; readonly source: 'cleared' | 'ledger' } | undefined> => {
  if (!(await readYearClose(store, fund, year))) return undefined
  const { during } = movementsOfYear(await readPeriods(store, fund, `${year}-13`), year)
  const { cleared, costs } = await besideTheBooks(store, fund, year)
  const addedTo = (line: BudgetLine): Fen =>
    cleared ? fen(partsTotal(costs.later[line]) - partsTotal(costs.ofEarlier[line])) : 0
  const amounts = Object.fromEntries(
    budgetLines.map((line) => [line, fen(executedOf(during, line) + addedTo(line))]),
  )
  return { amounts, source: cleared ? 'cleared' : 'ledger' }
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
      const amounts = ledger?.amounts ?? actuals.find((each) => each.year === past)?.amounts
      const source = ledger?.source ?? ('given' as const)
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
  return hasValueOn(policy(), key, on) ? { levyRate: ratioAt(policy(), key, { on }) } : {}
}

const effectsOfOne = async (
  { store }: Effects,
  { fund, year }: DraftRequest,
  effect: RequestedEffect,
): Promise<Decision<DraftBudget['effects']>> => {
  if (!('pricing' in effect)) return accept([effect])
  const pricing = await readPricing(store, fund, effect.pricing)
  return pricing
    ? effectsOfPricing(pricing, year)
    : refuse('draft.pricing-unknown', {
        field: 'effects',
        figures: { pricing: effect.pricing },
      })
}

/** All effects in their order; a pricing counts once. */
const effectsFor = async (
  effects: Effects,
  request: DraftRequest,
): Promise<Decision<DraftBudget['effects']>> => {
  const named = request.effects.flatMap((each) => ('pricing' in each ? [each.pricing] : []))
  if (new Set(named).size < named.length) return refuse('draft.pricing-twice', { field: 'effects' })
  const found = await Promise.all(request.effects.map((each) => effectsOfOne(effects, request, each)))
  const refusal = found.find((each) => each.status === 'refused')
  return refusal ?? accept(found.flatMap((each) => (each.status === 'accepted' ? each.value : [])))
}

/** The score of the last evaluated year, and the factor that it gives; undefined where no year before was evaluated. */
const performanceFor = async (
  { store, policy }: Effects,
  { fund, year }: DraftRequest,
): Promise<DraftAnswer['performance']> => {
  const last = await lastScore(store, { fund, year })
  if (!last) return undefined
  const steps = tableAt(
    policy(),
    'performance.drafting',
    { on: firstDayOfYear(year), city: fund.city },
    draftingTable,
  )
  return { ...last, factor: draftingFactor(last.score, steps) }
}

/** Rules whose expenditure grows by no more than a factor of their most; what the least asks for stays. */
const boundedBy = (rules: DraftingRules, factor: string): DraftingRules => {
  const { least, most } = rules.growth.expenditure
  const bounded = new Exact(most).times(factor)
  const growth = bounded.lessThan(least) ? least : bounded.toString()
  return { ...rules, growth: { ...rules.growth, expenditure: { least, most: growth } } }
}

/** Gathers what a year's budget is drafted from, and drafts it; nothing is written. */
export const draftFor = async (request: DraftRequest, effects: Effects): Promise<Decision<DraftAnswer>> => {
  const { fund, year, insured, growthTargets } = request
  const moment = { on: firstDayOfYear(year), city: fund.city }
  const usual = tableAt(effects.policy(), 'drafting.rules', moment, draftingRules)
  const performance = await performanceFor(effects, request)
  const rules = performance ? boundedBy(usual, performance.factor) : usual
  const actuals = await actualsFor(effects, request)
  const policyEffects = await effectsFor(effects, request)
  if (policyEffects.status === 'refused') return policyEffects
  const decision = draftBudget({
    fund,
    year,
    actuals,
    opening: await openingFor(effects, request),
    heads: insured.find((each) => each.year === year)?.heads ?? [],
    growthTargets,
    effects: policyEffects.value,
    rules,
    ...levyRateFor(effects, fund, year),
  })
  if (decision.status === 'refused') return decision
  const sources = actuals.map(({ year, source }) => ({ year, source }))
  return {
    status: 'accepted',
    value: {
      ...decision.value,
      ...(performance ? { performance } : {}),
      actuals: sources,
      policyVersion: effects.policy().version,
    },
  }
}
