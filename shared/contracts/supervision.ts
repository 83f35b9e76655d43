import * as z from 'zod'
import { defineEvent } from '#shared/contracts/define-event.ts'
import { city, day, id, month, scheme, signedAmount } from '#shared/contracts/fields.ts'
import { settledClaim } from '#shared/contracts/settlement.ts'

/** What is taken back of one claim, by the fund that paid it; negative where it is given back. */
export const recoveredPart = settledClaim
  .pick({ claimId: true, care: true, basic: true, seriousIllness: true, medicalAid: true, supplement: true })
  .extend({
    purpose: settledClaim.shape.purpose,
    settledAt: settledClaim.shape.settledAt,
    /** The fund year of the claim; absent on what was recovered before that was told. */
    year: settledClaim.shape.year,
  })
export type RecoveredPart = z.output<typeof recoveredPart>

/** Money an institution owes back for claims of one fund, after a confirmed audit case. */
export const claimsRecovered = defineEvent({
  service: 'settlement',
  name: 'claims-recovered',
  version: 1,
  summary:
    'A confirmed audit case takes back what the funds paid an institution, or gives back what it took.',
  data: z.strictObject({
    recoveryId: id,
    caseId: id,
    city,
    scheme,
    institution: id,
    orderedOn: day,
    parts: z.array(recoveredPart).min(1).max(20),
  }),
})
export type ClaimsRecovered = z.output<typeof claimsRecovered.data>

/** A recovery that stands in the ledger and lowers the institution's next monthly settlement. */
export const recoveryBooked = defineEvent({
  service: 'budget',
  name: 'recovery-booked',
  version: 1,
  summary: 'A recovery was booked; the institution is paid so much less.',
  data: z.strictObject({ recoveryId: id, caseId: id, city, scheme, amount: signedAmount, bookedIn: month }),
})
