import * as z from 'zod'
import { sum } from '#shared/money/fen.ts'
import { Exact } from '#shared/money/rate.ts'
import { makeOne } from '#shared/policy/bands.ts'
import {
  overspendBands,
  reasonableOverrun,
  surplusBands,
} from '../../../services/budget/agreement/rules/payment-terms.ts'
import { clearInstitution } from '../../../services/budget/clearing/rules/clear-institution.ts'
import { bedDayPayment } from '../../../services/budget/payment-method/rules/bed-day.ts'
import {
  dividePackage,
  monthlyCapitation,
  packageOf,
} from '../../../services/budget/payment-method/rules/capitation.ts'
import { coefficientOf, pointsOfCase, worthOf } from '../../../services/budget/payment-method/rules/points.ts'
import type { Rule } from '../rule.ts'
import { readPart } from '../rule.ts'
import { allInUnit, amountIn, inUnit } from '../unit.ts'
import { share } from './fields.ts'

/** A figure of a case as decimal text. */
const decimal = z.union([z.number(), z.string()]).transform(String)
/** Bands of a case, whose shares may be written as numbers, as an agreement has them. */
const written = <Shape extends z.ZodType>(shape: Shape) =>
  z.preprocess(
    (value) =>
      JSON.parse(JSON.stringify(value, (_, each) => (typeof each === 'number' ? String(each) : each))),
    shape,
  )
const everythingBack = [{ from: '0', returned: '1' }]

/** What an institution's year comes to when it is cleared: stays paid by item within one quota. */
export const clearing: Rule = ({ given, unit }) => {
  const amount = amountIn(unit)
  const shape = z.strictObject({
    quota: amount,
    actual: amount,
    overspend: written(overspendBands).default([{ fund: '0' }]),
    surplus: written(surplusBands).default([{ kept: '0' }]),
    surplusCap: share.optional(),
    reasonableOverrun: written(reasonableOverrun).optional(),
    growth: decimal.default('0'),
    deposits: amount.default(0),
    score: decimal.default('100'),
    depositReturn: z.array(z.strictObject({ from: decimal, returned: share })).default(everythingBack),
    advance: amount.default(0),
  })
  const { quota, actual, deposits, score, growth, advance, ...terms } = readPart('given', given, shape)
  const within = Math.min(actual, quota)
  const cleared = clearInstitution({
    terms,
    care: {
      inpatient: { accrued: actual, final: actual, banded: true, quota },
      outpatient: { accrued: 0, final: 0, banded: true, quota: 0 },
    },
    within,
    suspended: actual - within,
    deposits,
    advance,
    recovered: 0,
    growth,
    score,
    adjustment: 0,
  })
  const { unpaid, quota: _, ...amounts } = cleared
  return { ...allInUnit(amounts, unit), unpaid: inUnit(unpaid.inpatient + unpaid.outpatient, unit) }
}

/** The coefficient of a case by what it cost against its group's mean. */
export const coefficient: Rule = ({ given, unit }) => {
  const limit = decimal
  const shape = z.strictObject({
    cost: amountIn(unit),
    mean: amountIn(unit),
    low: limit,
    high: limit,
    review: limit,
  })
  const { cost, mean, ...limits } = readPart('given', given, shape)
  const found = coefficientOf(cost, mean, limits)
  return { coefficient: found.coefficient.toDecimalPlaces(6).toFixed(), review: found.review }
}

/** The points of cases by their groups' points and means, and what they are worth at a value of a point in yuan. */
export const casePoints: Rule = ({ given, unit }) => {
  const limit = decimal.optional()
  const oneCase = z.strictObject({
    points: decimal,
    mean: amountIn(unit),
    cost: amountIn(unit),
    /** The coefficient that experts decided on. */
    decided: decimal.optional(),
  })
  const shape = z.strictObject({
    cases: z.array(oneCase).min(1),
    yuanPerPoint: decimal,
    ...{ low: limit, high: limit, review: limit },
  })
  const { cases, yuanPerPoint, low, high, review } = readPart('given', given, shape)
  const limits =
    low === undefined || high === undefined || review === undefined ? undefined : { low, high, review }
  const counted = cases.map(({ points, mean, cost, decided }, index) => {
    const claimId = String(index)
    const group = { group: 'G', points, mean }
    return pointsOfCase(
      { claimId, cost, sign: 1, medical: undefined },
      {
        grouper: () => group,
        outliers: limits,
        decided: new Map(decided === undefined ? [] : [[claimId, decided]]),
      },
    )
  })
  const all = sum(counted.map(({ points }) => points))
  const inPoints = (points: number): string => new Exact(points).div(10_000).toFixed()
  return {
    cases: counted.map(({ points, review: open }) => ({ points: inPoints(points), review: open })),
    points: inPoints(all),
    worth: inUnit(worthOf(all, yuanPerPoint), unit),
  }
}

/** What stays of so many days are paid by the day. */
export const bedDays: Rule = ({ given, unit }) => {
  const rate = z.strictObject({ throughDay: z.int().min(1).optional(), perDay: amountIn(unit) })
  const shape = z.strictObject({ stays: z.array(z.int().min(1)).min(1), rates: z.array(rate).min(1) })
  const { stays, rates } = readPart('given', given, shape)
  const paid = stays.map((days) => bedDayPayment(days, rates))
  return { stays: paid.map((each) => inUnit(each, unit)), paid: inUnit(sum(paid), unit) }
}

/** A year's package for a list of persons, and what of it is paid for each month. */
export const capitationRule: Rule = ({ given, unit }) => {
  const shape = z.strictObject({ perHead: amountIn(unit), heads: z.int().min(1) })
  const capitation = readPart('given', given, shape)
  return {
    package: inUnit(packageOf(capitation), unit),
    months: monthlyCapitation(capitation).map((each) => inUnit(each, unit)),
  }
}

/** What the members of a medical community are paid out of its package, in their order. */
export const communityPackage: Rule = ({ given, unit }) => {
  const member = z.strictObject({ actual: amountIn(unit), share })
  const shape = z.strictObject({
    package: amountIn(unit),
    members: z
      .array(member)
      .min(1)
      .refine((all) => makeOne(all.map(({ share: each }) => each)), "the members' shares make 1 together"),
  })
  const { package: whole, members } = readPart('given', given, shape)
  const named = members.map((each, index) => ({ ...each, institution: String(index) }))
  return { paid: [...dividePackage(whole, named).values()].map((part) => inUnit(part, unit)) }
}
