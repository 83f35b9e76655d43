import * as z from 'zod'
import { fen } from '#shared/money/fen.ts'
import { makeOne } from '#shared/policy/bands.ts'
import { lateFee } from '../../../services/contribution/bill/rules/late-fee.ts'
import { employeeContribution } from '../../../services/contribution/billing/rules/contribution-base.ts'
import { retirementLumpSum } from '../../../services/contribution/lump-sum/rules/lump-sum.ts'
import { splitSubsidy } from '../../../services/contribution/subsidy/rules/subsidy.ts'
import type { Rule } from '../rule.ts'
import { readPart } from '../rule.ts'
import { allInUnit, amountIn, inUnit } from '../unit.ts'
import { share } from './fields.ts'

/** An employee's contribution of a month, by figures of the case; each part is rounded once, half up to the fen. */
export const employeeMonthRule: Rule = ({ given, unit }) => {
  const shape = z.strictObject({
    wage: amountIn(unit),
    referenceWage: amountIn(unit),
    lowest: z.union([z.number(), z.string()]).default('0.6').transform(String),
    highest: z.union([z.number(), z.string()]).default('3').transform(String),
    employerRate: share,
    individualRate: share,
  })
  const { wage, ...rates } = readPart('given', given, shape)
  const { base, employer, individual } = employeeContribution(wage, rates)
  return { ...allInUnit({ base, employer, individual, together: employer + individual }, unit) }
}

/** What so many people come to at a standard a head. */
export const headsRule: Rule = ({ given, unit }) => {
  const shape = z.strictObject({ people: z.int().min(0), standard: amountIn(unit) })
  const { people, standard } = readPart('given', given, shape)
  return { amount: inUnit(fen(people * standard), unit) }
}

/** The lump sum for missing years at retirement. */
export const lumpSumRule: Rule = ({ given, unit }) => {
  const shape = z.strictObject({ base: amountIn(unit), rate: share, months: z.int().min(0) })
  return { lumpSum: inUnit(retirementLumpSum(readPart('given', given, shape)), unit) }
}

/** The late fee of one amount over so many days. */
export const lateFeeRule: Rule = ({ given, unit }) => {
  const shape = z.strictObject({ amount: amountIn(unit), dailyRate: share, days: z.int().min(0) })
  const { amount, dailyRate, days } = readPart('given', given, shape)
  return { lateFee: inUnit(lateFee(amount, dailyRate, days), unit) }
}

/** A resident's subsidy by level of government, for one and for many people. */
export const subsidyRule: Rule = ({ given, unit }) => {
  const shape = z.strictObject({
    perCapita: amountIn(unit),
    centre: z.array(z.strictObject({ of: amountIn(unit).optional(), share })).min(1),
    rest: z
      .strictObject({ province: share, city: share, county: share })
      .refine(
        ({ province, city, county }) => makeOne([province, city, county]),
        'the shares of what the centre leaves make 1 together',
      ),
    people: z.int().min(0).default(1),
  })
  const { perCapita, centre, rest, people } = readPart('given', given, shape)
  const slices = centre.map(({ of, share: part }) =>
    of === undefined ? { share: part } : { of, share: part },
  )
  const split = splitSubsidy(perCapita, { centre: slices, rest })
  const forAll = Object.fromEntries(Object.entries(split).map(([level, each]) => [level, each * people]))
  return { ...allInUnit(split, unit), forAll: allInUnit(forAll, unit) }
}
