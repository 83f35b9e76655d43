import * as z from 'zod'
import { addDays } from '#shared/calendar/day.ts'
import { claimRule } from '../rule-kind.ts'

const figures = z.strictObject({
  /** So many days at either end of a stay on which a visit is nothing unusual. */
  marginDays: z.int().min(0).max(30),
})

/** A visit to a clinic on a day the person lay in a hospital. */
export const visitDuringStay = claimRule(figures, ({ marginDays }, { claim, person }) => {
  const { care, servedOn } = claim
  if (care !== 'outpatient') return undefined
  const stay = person.stays.find(
    ({ from, to }) => addDays(from, marginDays) <= servedOn && servedOn <= addDays(to, -marginDays),
  )
  return stay && { servedOn, otherClaim: stay.claimId, otherFrom: stay.from, otherTo: stay.to }
})
