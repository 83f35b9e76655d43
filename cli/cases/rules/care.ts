import * as z from 'zod'
import { provinceCode } from '#shared/kernel/divisions.ts'
import {
  allowanceFor,
  maternityAllowance,
} from '../../../services/settlement/adjudication/rules/maternity-allowance.ts'
import { stayByYear } from '../../../services/settlement/adjudication/rules/stay-years.ts'
import { deliveries } from '../../../services/settlement/insured-year/rules/care.ts'
import { yearsOfStay } from '../../../services/settlement/plan/rules/stays.ts'
import { policyOf } from '../policy-of-case.ts'
import type { Rule } from '../rule.ts'
import { readPart } from '../rule.ts'
import { allInUnit, amountIn, inUnit } from '../unit.ts'
import { city, day } from './fields.ts'
import { costOfSums } from './given-claim.ts'

/** The maternity allowance of so many days, or of a delivery by a policy. */
export const maternityAllowanceRule: Rule = (worked) => {
  const { given, unit, policy } = worked
  const wage = { monthlyWage: amountIn(unit) }
  if (policy === undefined) {
    const shape = z.strictObject({ ...wage, days: z.int().min(0), daysOfMonth: z.int().min(1).default(30) })
    const { monthlyWage, days, daysOfMonth } = readPart('given', given, shape)
    return { days, allowance: inUnit(maternityAllowance(monthlyWage, days, daysOfMonth), unit) }
  }
  const ofDelivery = z.strictObject({
    ...wage,
    on: day,
    city: city.default(provinceCode),
    delivery: z.enum(deliveries),
    children: z.int().min(1).default(1),
  })
  const { on, city: of, ...maternity } = readPart('given', given, ofDelivery)
  const { days, allowance } = allowanceFor(maternity, policyOf(worked), { on, city: of })
  return { days, allowance: inUnit(allowance, unit) }
}

/** Which fund years bear a stay across the year's end, and which part of its cost each. */
export const stayByYearRule: Rule = ({ given, unit }) => {
  const amount = amountIn(unit).optional()
  const shape = z.strictObject({
    yearOfStay: z.enum(yearsOfStay),
    admittedOn: day,
    dischargedOn: day,
    ...{ total: amount, fullySelfPaid: amount, overLimit: amount, firstSelfPaid: amount, inScope: amount },
  })
  const { yearOfStay, admittedOn, dischargedOn, ...cost } = readPart('given', given, shape)
  const years = stayByYear(yearOfStay, admittedOn, dischargedOn, costOfSums(cost))
  return { years: years.map(({ parts, ...span }) => ({ ...span, ...allInUnit(parts, unit) })) }
}
