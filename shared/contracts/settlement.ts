import * as z from 'zod'
import { defineEvent } from '#shared/contracts/define-event.ts'
import { city, day, fundYear, id, month, scheme, signedAmount } from '#shared/contracts/fields.ts'

/**
 * The medical facts by which agreements with institutions are assessed: the patient and the main diagnosis. The other
 * fields are of stays only, and only where the institution reported them. Codes, never words.
 */
const medical = z.strictObject({
  personId: id,
  /** Main diagnosis, ICD-10. */
  diagnosis: z.string().min(1).max(20).optional(),
  /** The main operation, ICD-9-CM-3. */
  procedure: z.string().min(1).max(30).optional(),
  /** The patient was admitted in a critical or serious condition. */
  severe: z.literal(true).optional(),
  surgery: z.enum(['elective', 'emergency']).optional(),
  /** The patient was sent on by another institution. */
  referred: z.literal(true).optional(),
  admittedOn: day.optional(),
  dischargedOn: day.optional(),
  /** Days from the discharge of the person's last stay of the same disease (the category of ICD-10) to this admission. */
  sinceStay: z.int().min(0).max(366).optional(),
})

/** What each source pays of one claim; a reversal carries the exact negatives, a correction the differences; each names its claim. */
export const settledClaim = z.strictObject({
  claimId: id,
  institution: id,
  care: z.enum(['inpatient', 'outpatient']),
  settledOn: day,
  total: signedAmount,
  inScope: signedAmount,
  basic: signedAmount,
  seriousIllness: signedAmount,
  medicalAid: signedAmount,
  supplement: signedAmount,
  account: signedAmount,
  cash: signedAmount,
  /** What accounts of the family pay of it, which their own funds owe; absent where nothing is. */
  family: signedAmount.optional(),
  reverses: id.optional(),
  /** The claim that stands again with this, an entry of its own amounts: its reversal was taken back. */
  reinstates: id.optional(),
  /** The claim of which this is the difference between what it should have been and what stood. */
  corrects: id.optional(),
  /** Division in which the care was given, when it is not the paying city: what funds settle among each other. */
  settledAt: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
  /** What the care was for, when plans tell it from general care. */
  purpose: z.enum(['chronic', 'emergency', 'delivery', 'pharmacy']).optional(),
  /** Absent on what was settled before claims told it. */
  medical: medical.optional(),
  /** The level of the institution (一、二、三级), by which care is counted; absent on what was settled before claims told it. */
  level: z.union([z.literal(1), z.literal(2), z.literal(3)]).optional(),
  /** The fund year of the care, where it is not that of `settledOn`: its cost belongs to that year. */
  year: fundYear.optional(),
})
export type SettledClaim = z.output<typeof settledClaim>

/** Claims of one city, scheme and month, grouped as they came, so that a counter is written once a group. */
export const claimsSettled = defineEvent({
  service: 'settlement',
  name: 'claims-settled',
  version: 1,
  summary: 'Claims of one paying city, scheme and month were settled, reversed or corrected.',
  data: z.strictObject({ city, scheme, month, claims: z.array(settledClaim).min(1).max(40) }),
})

/** What each payer bears of some claims. */
const borne = settledClaim.pick({
  basic: true,
  seriousIllness: true,
  medicalAid: true,
  supplement: true,
  account: true,
  cash: true,
})
const ofKind = z.strictObject({
  /** As the claims stand. */
  recorded: borne,
  /**
   * Judged again, in service order, under the plans in force. It differs from the recorded amounts where a correction
   * is due.
   */
  inForce: borne,
  /** Judged again under the plans proposed; the effect of the change is this less the one before. */
  proposed: borne,
})

/** What a proposed change of benefit plans would have made of a fund year's claims; nothing of it was recorded of a claim. */
export const policyChangePriced = defineEvent({
  service: 'settlement',
  name: 'policy-change-priced',
  version: 1,
  summary: "A proposed change of benefit plans was priced on all claims of a fund's year.",
  data: z.strictObject({
    pricingId: id,
    title: z.string().min(1).max(200),
    city,
    scheme,
    /** The fund year whose claims were judged again. */
    year: fundYear,
    /** From when the change would hold. */
    holdsFrom: day,
    policyVersion: z.string(),
    persons: z.int().min(0),
    claims: z.int().min(0),
    /** Claims of which any payer would bear another amount. */
    changed: z.int().min(0),
    care: z.strictObject({ inpatient: ofKind, outpatient: ofKind, chronic: ofKind }),
  }),
})
export type PolicyChangePriced = z.output<typeof policyChangePriced.data>

/** What an institution is called, for those who show it beside its figures. */
export const institutionRegistered = defineEvent({
  service: 'settlement',
  name: 'institution-registered',
  version: 1,
  summary: 'Two officers registered an institution, or changed what it is registered as.',
  data: z.strictObject({
    institution: id,
    name: z.string().min(1).max(200),
    /** Division code of where it stands, in or outside the province. */
    city: z.string().regex(/^\d{6}$/),
    level: z.int().min(0).max(9),
    /** Counts what was registered of it: the highest holds, whatever order they come in. */
    revision: z.int().min(1),
  }),
})
