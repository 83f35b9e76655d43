import type { PartsPerMillion } from '#shared/money/millionths.ts'
import { factorOf, million, shareOf } from '#shared/money/millionths.ts'
import type { DeductibleSet } from '../../plan/rules/amounts.ts'
import type { Facts } from '../../plan/rules/condition.ts'
import { known } from '../../plan/rules/condition.ts'
import type { Adjustment } from '../../plan/rules/format.ts'
import type { Row } from '../../plan/rules/rows.ts'
import { chooseRow } from '../../plan/rules/rows.ts'

/** What a layer's rules come to for one claim, with every adjustment that holds applied in the plan's order. */
export type Terms = {
  readonly deductible: number
  readonly adjustRate: (rate: PartsPerMillion) => PartsPerMillion
  /** Whether an adjustment lifts the layer's ceiling. */
  readonly unlimited: boolean
  /** The row of the deductible, then the adjustments, each by its number: `2+1`. */
  readonly rule: string
}

type Rules = {
  readonly deductible: readonly Row<DeductibleSet>[]
  readonly adjust: readonly Adjustment[]
}

/** Finds a layer's terms; `total` and `inScope` are the claim's, for a deductible that is a share of them. */
export const termsOf = (rules: Rules, facts: Facts, cost: { total: number; inScope: number }): Terms => {
  const row = chooseRow(rules.deductible, facts, 'deductible')
  let deductible = amountSet(row.value, cost)
  let rule = `${row.number}`
  let holding: Adjustment[] | undefined
  let number = 0
  for (const adjustment of rules.adjust) {
    number += 1
    if (adjustment.when !== undefined && !adjustment.when.holds(facts)) continue
    holding ??= []
    holding.push(adjustment)
    rule += `+${number}`
    deductible = adjustedDeductible(deductible, adjustment, facts)
  }
  if (holding === undefined) return { deductible, adjustRate: unchanged, unlimited: false, rule }
  const applied = holding
  return {
    deductible,
    adjustRate: (rate) => applied.reduce(adjustedRate, rate),
    unlimited: applied.some(({ ceiling }) => ceiling === 'none'),
    rule,
  }
}

const unchanged = (rate: PartsPerMillion): PartsPerMillion => rate

const amountSet = (set: DeductibleSet, cost: { total: number; inScope: number }): number =>
  set.kind === 'amount' ? set.amount : Math.min(set.max, Math.max(set.min, shareOf(cost[set.of], set.share)))

const adjustedDeductible = (amount: number, { deductible }: Adjustment, facts: Facts): number => {
  if (deductible === undefined) return amount
  const { times = million, plus = 0, lessPerStay = 0, min = 0, max = Infinity } = deductible
  const less = lessPerStay === 0 ? 0 : lessPerStay * (known(facts, 'stay') - 1)
  return Math.min(max, Math.max(min, shareOf(amount, times) + plus - less))
}

const adjustedRate = (rate: PartsPerMillion, { pays }: Adjustment): PartsPerMillion => {
  if (pays === undefined) return rate
  const ofPatient = factorOf(million - rate, pays.patientTimes ?? million)
  const changed = factorOf(million - ofPatient, pays.times ?? million) + (pays.points ?? 0)
  return Math.min(million, Math.max(0, changed))
}
