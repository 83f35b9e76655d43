import * as z from 'zod'
import type { Policy, PolicyMoment } from '#shared/policy/policy.ts'
import { tableAt } from '#shared/policy/policy.ts'

const readmissionTable = z.strictObject({ withinDays: z.int(), sameDiseaseCharacters: z.int() })

/** Which admission counts as a readmission, on a day in a city. */
export const readmissionAt = (policy: Policy, moment: PolicyMoment) =>
  tableAt(policy, 'assessment.readmission', moment, readmissionTable)
