import * as z from 'zod'
import { makeOne } from '#shared/policy/bands.ts'
import { lateFee } from '../../../services/contribution/bill/rules/late-fee.ts'
import { retirementLumpSum } from '../../../services/contribution/billing/rules/lump-sum.ts'
import { splitSubsidy } from '../../../services/contribution/subsidy/rules/subsidy.ts'
import type { Rule } from '../rule.ts'
import { readPart } from '../rule.ts'
import { allInUnit, amountIn, inUnit } from '../unit.ts'
import { share } from './fields.ts'

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
