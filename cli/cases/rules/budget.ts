import * as z from 'zod'
import { allocate } from '#shared/money/allocate.ts'
import { fen } from '#shared/money/fen.ts'
import { monthsPayable } from '../../../services/budget/execution/rules/months-payable.ts'
import { quarterOf } from '../../../services/budget/execution/rules/quarter.ts'
import type { FundPeriod } from '../../../services/budget/ledger/rules/year-periods.ts'
import { totalsOf } from '../../../services/budget/planning/rules/totals.ts'
import { clearingRate } from '../../../services/budget/total-control/rules/clearing-rate.ts'
import { overspendShare } from '../../../services/budget/total-control/rules/overspend.ts'
import { pointValue } from '../../../services/budget/total-control/rules/point-value.ts'
import type { Rule } from '../rule.ts'
import { readPart } from '../rule.ts'
import type { Unit } from '../unit.ts'
import { allInUnit, amountIn, inUnit } from '../unit.ts'
import { share } from './fields.ts'

/** Income, expenditure and balance of a budget. */
export const budgetTotals: Rule = ({ given, unit }) => {
  const lines = z.record(z.string(), amountIn(unit))
  const shape = z.strictObject({ opening: amountIn(unit), income: lines, expenditure: lines })
  return allInUnit(totalsOf(readPart('given', given, shape)), unit)
}

const fundOfQuarter = (unit: Unit) =>
  z.strictObject({ income: amountIn(unit), expenditure: amountIn(unit), closing: amountIn(unit).optional() })

const march = '2023-03'
/** A quarter as the ledger has it: its sums stand on any line of their side. */
const quarterAs = (movements: FundPeriod['movements']): FundPeriod => ({
  ...{ period: march, movements, entries: 1, closedOn: null, closedBy: null },
  counts: { claims: 0, reversals: 0, cost: 0, inScope: 0 },
})

/** What a quarter added to or took from each scheme's fund. */
export const quarter: Rule = ({ given, unit }) => {
  const shape = z.strictObject({ residents: fundOfQuarter(unit), employees: fundOfQuarter(unit) })
  const { residents, employees } = readPart('given', given, shape)
  const currentOf = ({ income, expenditure }: z.output<typeof shape>['residents']) =>
    quarterOf([quarterAs({ 'other-income': fen(-income), 'other-expenditure': expenditure })], march).current
  return allInUnit({ residentsCurrent: currentOf(residents), employeesCurrent: currentOf(employees) }, unit)
}

/** The value of a point. */
export const pointValueRule: Rule = ({ given, unit }) => {
  const shape = z.strictObject({ fund: amountIn(unit), points: z.number().positive() })
  return pointValue(readPart('given', given, shape))
}

/** What of the money advanced was cleared as due. */
export const clearingRateRule: Rule = ({ given, unit }) => {
  const shape = z.strictObject({ advanced: amountIn(unit), cleared: amountIn(unit) })
  return clearingRate(readPart('given', given, shape))
}

/** What the fund pays an institution that spent more or less than its quota. */
export const overspend: Rule = ({ given, unit }) => {
  const shape = z.strictObject({
    quota: amountIn(unit),
    actual: amountIn(unit),
    overspend: z.array(z.strictObject({ upTo: share.optional(), fund: share })).min(1),
  })
  const { overspend: bands, ...spent } = readPart('given', given, shape)
  const ofFund = bands.map(({ upTo, fund }) => (upTo === undefined ? { fund } : { upTo, fund }))
  return allInUnit(overspendShare({ ...spent, overspend: ofFund }), unit)
}

/** For how many months a balance lasts. */
export const monthsPayableRule: Rule = ({ given, unit }) => {
  const shape = z.strictObject({
    balance: amountIn(unit),
    expenditure: amountIn(unit),
    months: z.int().min(1).default(12),
  })
  return { months: monthsPayable(readPart('given', given, shape)) }
}

/** Shares of a pool by weight, to the fen. */
export const allocation: Rule = ({ given, unit }) => {
  const shape = z.strictObject({ pool: amountIn(unit), weights: z.array(z.number().min(0)).min(1) })
  const { pool, weights } = readPart('given', given, shape)
  return { shares: allocate(pool, weights).map((part) => inUnit(part, unit)) }
}
