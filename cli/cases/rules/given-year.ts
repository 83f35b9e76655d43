import * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import { yearOf } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import { claimFreeYears } from '../../../services/settlement/insured-year/rules/claim-free-years.ts'
import type {
  AccumulatorName,
  Accumulators,
} from '../../../services/settlement/insured-year/rules/insured-year.ts'
import { accumulatorNames } from '../../../services/settlement/insured-year/rules/insured-year.ts'
import type { Facts } from '../../../services/settlement/plan/rules/condition.ts'
import type { PlanBook } from '../../../services/settlement/plan/rules/plan-book.ts'
import type { Answers } from '../rule.ts'
import type { Unit } from '../unit.ts'
import { amountIn, inUnit } from '../unit.ts'

const amountNamesOfYear = accumulatorNames.filter((name) => name !== 'stays')

/** What a case says was counted before: the year's accumulators by name, amounts in the case's unit. */
export const givenBefore = (unit: Unit) => {
  const amount = amountIn(unit).optional()
  const amounts = Object.fromEntries(amountNamesOfYear.map((name) => [name, amount])) as Record<
    Exclude<AccumulatorName, 'stays'>,
    typeof amount
  >
  return z.strictObject({ ...amounts, stays: z.int().min(0).optional() })
}

/** The accumulators a case starts from; `stay: 2` is another way to say that one stay was counted. */
export const yearBefore = (
  before: z.output<ReturnType<typeof givenBefore>> = {},
  stay: number | undefined,
): Accumulators => {
  must(
    stay === undefined || before.stays === undefined,
    'cases.malformed',
    'say either `stay` or `before.stays`',
  )
  const counted: Partial<Record<AccumulatorName, number>> = {}
  for (const name of accumulatorNames) {
    const amount = before[name]
    if (amount !== undefined && amount !== 0) counted[name] = amount
  }
  if (stay !== undefined && stay > 1) counted.stays = stay - 1
  return counted
}

/** Every accumulator by name, zeros too. */
export const yearAnswers = (counted: Accumulators, unit: Unit): Answers =>
  Object.fromEntries(
    accumulatorNames.map((name) => [
      name,
      name === 'stays' ? (counted.stays ?? 0) : inUnit(counted[name] ?? 0, unit),
    ]),
  )

/**
 * What a person has of whom a case says nothing, under the policy of a province: no year before, and nothing registered. A
 * plan of the case's own asks for it.
 */
export const unsaid = (
  { countedYears }: PlanBook,
  on: Day,
): Pick<Facts, 'claimFreeYears' | 'civilServant' | 'contracted'> => {
  const year = yearOf(on)
  const rule = countedYears(year)
  if (!rule) return {}
  return { claimFreeYears: claimFreeYears(year, [], {}, rule), civilServant: false, contracted: false }
}
