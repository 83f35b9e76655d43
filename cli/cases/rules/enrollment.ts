import * as z from 'zod'
import { firstDayOfYear } from '#shared/calendar/day.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'
import { tableAt } from '#shared/policy/policy.ts'
import {
  residentWait,
  residentWaitRule,
} from '../../../services/enrollment/entitlement/rules/resident-wait.ts'
import { policyOf } from '../policy-of-case.ts'
import type { Rule } from '../rule.ts'
import { readPart } from '../rule.ts'
import { city, day } from './fields.ts'

const given = z.strictObject({
  /** The province's own rule where none is said. */
  city: city.default(provinceCode),
  paysFor: z.int(),
  missed: z.array(z.int()).default([]),
  repaidYears: z.int().min(0).default(0),
  /** Present when paid outside the window. */
  paidLateOn: day.optional(),
})

/** A resident's waiting months, by the wait that the case's policy has for the year paid for. */
export const residentWaitCase: Rule = (worked) => {
  const { paidLateOn, city: of, ...payment } = readPart('given', worked.given, given)
  const moment = { on: firstDayOfYear(payment.paysFor), city: of }
  const rule = tableAt(policyOf(worked), 'enrollment.resident.wait', moment, residentWaitRule)
  const { months, entitledFrom } = residentWait(rule, {
    ...payment,
    ...(paidLateOn === undefined ? {} : { paidLateOn }),
  })
  return { waitMonths: months, entitledFrom }
}
