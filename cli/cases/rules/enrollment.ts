import * as z from 'zod'
import { firstDayOfYear } from '#shared/calendar/day.ts'
import { tableAt } from '#shared/policy/policy.ts'
import {
  residentWait,
  residentWaitRule,
} from '../../../services/enrollment/entitlement/rules/resident-wait.ts'
import { policyOf } from '../policy-of-case.ts'
import type { Rule } from '../rule.ts'
import { readPart } from '../rule.ts'
import { day } from './fields.ts'

const given = z.strictObject({
  paysFor: z.int(),
  missed: z.array(z.int()).default([]),
  repaidYears: z.int().min(0).default(0),
  /** Present when paid outside the window. */
  paidLateOn: day.optional(),
})

/** A resident's waiting months, by the wait that the case's policy has for the year paid for. */
export const residentWaitCase: Rule = (worked) => {
  const { paidLateOn, ...payment } = readPart('given', worked.given, given)
  const moment = { on: firstDayOfYear(payment.paysFor) }
  const rule = tableAt(policyOf(worked), 'enrollment.resident.wait', moment, residentWaitRule)
  const { months, entitledFrom } = residentWait(rule, {
    ...payment,
    ...(paidLateOn === undefined ? {} : { paidLateOn }),
  })
  return { waitMonths: months, entitledFrom }
}
