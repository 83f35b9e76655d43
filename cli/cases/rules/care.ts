import * as z from 'zod'
import { provinceCode } from '#shared/kernel/divisions.ts'
import {
  allowanceFor,
  maternityAllowance,
} from '../../../services/settlement/adjudication/rules/maternity-allowance.ts'
import { deliveries } from '../../../services/settlement/insured-year/rules/care.ts'
import { policyOf } from '../policy-of-case.ts'
import type { Rule } from '../rule.ts'
import { readPart } from '../rule.ts'
import { amountIn, inUnit } from '../unit.ts'
import { city, day } from './fields.ts'

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
