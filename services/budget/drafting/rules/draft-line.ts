import { must } from '#shared/kernel/errors.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import type { Rate } from '#shared/money/rate.ts'
import { Exact, roundToFen, times } from '#shared/money/rate.ts'
import type { Step } from '../../total-control/rules/derivation.ts'
import type { DraftingRules } from './drafting-rules.ts'

/** A line's amount in a year, and the heads it fell on. */
export type YearOfLine = { readonly year: number; readonly amount: Fen; readonly heads: Exact }

/** A proposed amount, and the steps it came about by. */
export type ProposedAmount = { readonly amount: Fen; readonly steps: readonly Step[] }

const shown = (exact: Exact, places: number): string => exact.toDecimalPlaces(places).toString()

/** The yearly growth of the amount a head from the first year to the last; none to be told from one year, or from nil. */
const trend = (years: readonly YearOfLine[]): Exact | undefined => {
  const [first, last] = [years[0], years.at(-1)]
  if (!first || !last || last.year === first.year || first.amount <= 0 || last.amount <= 0) return undefined
  const ratio = new Exact(last.amount).div(last.heads).div(new Exact(first.amount).div(first.heads))
  return ratio.pow(new Exact(1).div(last.year - first.year)).minus(1)
}

const bounded = (growth: Exact, { least, most }: DraftingRules['growth']['income']): Exact =>
  growth.lessThan(least) ? new Exact(least) : growth.greaterThan(most) ? new Exact(most) : growth

/**
 * Proposes a line by its amount a head. The last year's is grown for each year since, by the target or else by its own
 * trend within bounds. It is then taken times the heads of the year planned.
 */
export const perHead = (line: {
  readonly years: readonly YearOfLine[]
  readonly planned: { readonly year: number; readonly heads: Exact }
  readonly target?: Rate
  readonly bounds: DraftingRules['growth']['income']
}): ProposedAmount => {
  const { years, planned, target, bounds } = line
  const last = years.at(-1)
  must(last !== undefined, 'draft.no-actuals', 'a line is proposed from at least one year')
  const measured = trend(years)
  const growth = target === undefined ? bounded(measured ?? new Exact(0), bounds) : new Exact(target)
  const since = planned.year - last.year
  const aHead = new Exact(last.amount).div(last.heads)
  const grown = aHead.times(growth.plus(1).pow(since))
  const amount = roundToFen(grown.times(planned.heads))
  const growthStep: Step =
    target === undefined
      ? {
          rule: 'growth-trend',
          given: {
            fromYear: years[0]?.year ?? last.year,
            toYear: last.year,
            measured: measured ? shown(measured, 6) : 'none',
            ...bounds,
          },
          gives: shown(growth, 6),
        }
      : { rule: 'growth-target', given: { target: String(target) }, gives: shown(growth, 6) }
  return {
    amount,
    steps: [
      {
        rule: 'amount-a-head',
        given: { year: last.year, amount: last.amount, heads: shown(last.heads, 2) },
        gives: shown(aHead, 4),
      },
      growthStep,
      {
        rule: 'planned-heads',
        given: { years: since, aHead: shown(grown, 4), heads: shown(planned.heads, 2) },
        gives: amount,
      },
    ],
  }
}

/** Proposes a line by the mean of its years, weighted from the earliest to the latest. */
export const average = (years: readonly YearOfLine[], yearWeights: readonly Rate[]): ProposedAmount => {
  const weights = yearWeights.slice(-years.length).map((weight) => new Exact(weight))
  const whole = weights.reduce((total, weight) => total.plus(weight), new Exact(0))
  const total = years.reduce<Exact>(
    (sum, { amount }, index) => sum.plus(new Exact(amount).times(weights[index] ?? 0)),
    new Exact(0),
  )
  const amount = roundToFen(total.div(whole))
  const given = Object.fromEntries(
    years.map((each, index) => [`${each.year} × ${weights[index]}`, each.amount]),
  )
  return { amount, steps: [{ rule: 'weighted-average', given, gives: amount }] }
}

/** Proposes what is remitted to the adjustment fund: its rate on the last collection. */
export const levy = (collection: Fen, rate: Rate, year: number): ProposedAmount => {
  const amount = times(collection, rate)
  return { amount, steps: [{ rule: 'levy', given: { year, collection, rate: String(rate) }, gives: amount }] }
}

/** A policy change whose effect on a line was found elsewhere, and where that figure comes from. */
export type GivenEffect = { readonly amount: Fen; readonly source: string }
/** One that was priced by judging a year's claims again, and how: which pricing, its claims, the line's amounts. */
export type PricedEffect = {
  readonly amount: Fen
  readonly priced: Readonly<Record<string, string | number>>
}
export type PolicyEffect = GivenEffect | PricedEffect

const ruleOf = (effect: PolicyEffect): Pick<Step, 'rule' | 'given'> =>
  'source' in effect
    ? { rule: 'policy-change', given: { source: effect.source } }
    : { rule: 'policy-change-priced', given: effect.priced }

/** Adds policy changes to a proposal, each as a step that names its source or pricing. */
export const withEffects = (proposed: ProposedAmount, effects: readonly PolicyEffect[]): ProposedAmount =>
  effects.reduce<ProposedAmount>(({ amount: before, steps }, effect) => {
    const { amount } = effect
    const { rule, given } = ruleOf(effect)
    const after = fen(before + amount)
    return { amount: after, steps: [...steps, { rule, given: { before, ...given, amount }, gives: after }] }
  }, proposed)
