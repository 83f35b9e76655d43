import * as z from 'zod'
import { city, day, fundYear, id, scheme, signedAmount } from '#shared/contracts/fields.ts'
import { scopes } from '#shared/kernel/authority.ts'
import { legible, plainId } from '#shared/kernel/plain-id.ts'
import type { RecordedClaim } from '../insured-year/records/claim-item.ts'
import { breaches } from '../insured-year/rules/breach.ts'
import { deliveries, purposes, surgeries } from '../insured-year/rules/care.ts'
import type { ClaimReversed, Told } from '../insured-year/rules/claim-events.ts'
import { amountNames } from '../insured-year/rules/claim-events.ts'
import { senderIn } from '../insured-year/sent-by.ts'

const line = z.strictObject({
  code: z.string().min(1).max(50),
  name: z.string().max(200).optional(),
  quantity: z.string().max(20).meta({ description: 'Decimal, up to four places' }),
  unitPrice: z.string().max(20).meta({ description: 'Decimal in yuan, up to six places' }),
  amount: z.int().meta({ description: 'Fen' }),
  days: z.int().min(1).max(366).optional().meta({ description: 'Days of supply' }),
  serial: z
    .string()
    .regex(/^\S(.{0,28}\S)?$/)
    .refine((serial) => legible.test(serial), 'holds characters that are not to be seen')
    .optional()
    .meta({
      description:
        'The line’s serial number in its visit, by which it is settled once. Where every line of a batch has one, other batches of the visit may be settled too',
    }),
})

/** The national interface's word for all charging batches. */
const everyBatch = '0000'

const visitId = z
  .string()
  .regex(/^[A-Za-z0-9._:-]{1,30}$/)
  .meta({ description: 'The visit that is settled: one registered here, or the institution’s own number' })

const anyClaim = {
  personId: id,
  institution: id,
  scheme: scheme.optional(),
  lines: z.array(line).max(2000),
  total: z.int().meta({ description: 'Fen' }),
  useAccount: z.boolean().default(false),
  settledOn: day.optional().meta({ description: 'The day of settlement; that of the service when absent' }),
  filing: z.enum(['filed', 'emergency', 'unfiled']).optional().meta({
    description:
      'What the sender takes for filed of care elsewhere. It is judged by what the paying city has recorded; only an emergency counts as said, with a diagnosis',
  }),
  referred: z.boolean().optional(),
  purpose: z.enum(purposes).optional(),
  delivery: z.enum(deliveries).optional().meta({ description: 'How the child was born, for a delivery' }),
  diagnosis: z.string().min(1).max(20).optional().meta({ description: 'Main diagnosis, ICD-10' }),
  disease: z
    .string()
    .min(1)
    .max(20)
    .optional()
    .meta({ description: 'The registered chronic or special disease treated' }),
  reviewed: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: 'Why an office lets a claim be settled that supervision holds' }),
}

const outpatient = z.strictObject({
  care: z.literal('outpatient'),
  serviceOn: day,
  batch: z
    .string()
    .regex(/^\S(.{0,28}\S)?$/)
    .refine((batch) => legible.test(batch), 'holds characters that are not to be seen')
    .refine((batch) => plainId(batch) !== everyBatch, 'stands for all batches; leave it out instead')
    .optional()
    .meta({ description: 'The charging batch of the visit, where a visit is settled batch by batch' }),
  ...anyClaim,
})
const inpatient = z.strictObject({
  care: z.literal('inpatient'),
  admittedOn: day,
  dischargedOn: day,
  procedure: z.string().min(1).max(30).optional().meta({ description: 'Main operation, ICD-9-CM-3' }),
  surgery: z.enum(surgeries).optional().meta({ description: 'Whether that operation was planned' }),
  severe: z
    .boolean()
    .optional()
    .meta({ description: 'Whether the patient was admitted in a critical or serious condition' }),
  ...anyClaim,
})

/** A claim as plain JSON: outpatient by its day, inpatient by admission and discharge. */
export const claimBody = z.discriminatedUnion('care', [
  outpatient.extend({ visitId }),
  inpatient.extend({ visitId }),
])
/** The same to be previewed, which may be before there is a visit. */
export const previewBody = z.discriminatedUnion('care', [
  outpatient.extend({ visitId: visitId.optional() }),
  inpatient.extend({ visitId: visitId.optional() }),
])
export type PreviewBody = z.output<typeof previewBody>

const amounts = z.strictObject(
  Object.fromEntries(amountNames.map((name) => [name, signedAmount])) as Record<
    (typeof amountNames)[number],
    typeof signedAmount
  >,
)

const facts = {
  claimId: id,
  personId: id,
  year: fundYear,
  scheme,
  city,
  care: z.enum(['outpatient', 'inpatient']),
  institution: id,
  servedOn: day,
  settledOn: day,
  amounts,
}

export const claimAnswer = z.strictObject({
  ...facts,
  lines: z.array(
    z.strictObject({
      code: z.string(),
      quantity: z.string(),
      unitPrice: z.string(),
      amount: signedAmount,
      fullySelfPaid: signedAmount,
      overLimit: signedAmount,
      firstSelfPaid: signedAmount,
      inScope: signedAmount,
      days: z.int().optional(),
      breach: z
        .enum(breaches)
        .optional()
        .meta({ description: 'Why the fund does not pay the line: a code of the table of refusals' }),
    }),
  ),
  accountAfter: signedAmount,
  policyVersion: z.string(),
  reversedBy: id.optional(),
})

export const reversalAnswer = z.strictObject({
  ...facts,
  reverses: id,
  undoes: id.optional().meta({ description: 'The reversal that was taken back: the claim stands again' }),
  told: z.strictObject({ scheme, city, amounts }).optional().meta({
    description:
      'What the institution books and reconciles of it, where the claim was corrected in between: the negative of what the claim was answered with. `amounts` take back what stood',
  }),
})

const sentBy = z
  .strictObject({ at: z.iso.datetime(), scope: z.enum(scopes), division: z.string(), subject: z.string() })
  .optional()
  .meta({ description: 'Who sent it and when; absent on what was recorded before this was kept' })

/** A claim or reversal as it is read later: with the visit it settled, and with who sent it. */
export const recordedAnswer = z.union([
  claimAnswer.extend({ visitId: z.string().optional(), batch: z.string().optional(), sentBy }),
  reversalAnswer.extend({ sentBy }),
])

/** The visit that a claim settled, for a reader; none of one settled before claims named theirs. */
export const visitOfClaim = ({ visitId, batch }: RecordedClaim) => ({
  ...(visitId === undefined ? {} : { visitId }),
  ...(batch === undefined ? {} : { batch }),
})

/** Who sent what is recorded, for a reader. */
export const senderOf = (by: string | undefined) => (by === undefined ? {} : { sentBy: senderIn(by) })

/** A settled claim for a reader. */
export const toClaimAnswer = (
  { claim, accountAfter }: RecordedClaim,
  reversedBy?: string,
): z.output<typeof claimAnswer> => ({
  claimId: claim.claimId,
  personId: claim.personId,
  year: claim.year,
  scheme: claim.scheme,
  city: claim.city as z.output<typeof city>,
  care: claim.care,
  institution: claim.institution,
  servedOn: claim.servedOn,
  settledOn: claim.settledOn,
  amounts: claim.amounts,
  lines: [...claim.lines],
  accountAfter,
  policyVersion: claim.policyVersion,
  ...(reversedBy === undefined ? {} : { reversedBy }),
})

const toldAnswer = ({ scheme, city: of, amounts }: Told) => ({
  scheme,
  city: of as z.output<typeof city>,
  amounts,
})

/** A reversal for a reader: an entry of its own, with the exact negatives of what it reverses. */
export const toReversalAnswer = (reversal: ClaimReversed): z.output<typeof reversalAnswer> => ({
  claimId: reversal.reversalId,
  personId: reversal.personId,
  year: reversal.year,
  scheme: reversal.scheme,
  city: reversal.city as z.output<typeof city>,
  care: reversal.care,
  institution: reversal.institution,
  servedOn: reversal.servedOn,
  settledOn: reversal.reversedOn,
  amounts: reversal.amounts,
  reverses: reversal.claimId,
  ...(reversal.undoes === undefined ? {} : { undoes: reversal.undoes }),
  ...(reversal.told ? { told: toldAnswer(reversal.told) } : {}),
})

/** A rule that was hit, as a reader sees it: amounts among the figures are fen. */
export const hit = z.strictObject({
  rule: z.string(),
  says: z.strictObject({ zh: z.string(), en: z.string() }),
  article: z.string(),
  figures: z.record(z.string(), z.union([z.number(), z.string()])),
})
