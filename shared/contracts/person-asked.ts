import * as z from 'zod'
import { day, id } from '#shared/contracts/fields.ts'
import { scopes } from '#shared/kernel/authority.ts'
import { certificateTypes } from '#shared/kernel/certificate-type.ts'

export const certificateTold = z.strictObject({
  type: z.enum(certificateTypes),
  number: z.string().min(1).max(50),
})

/** Who asks, as the door of the asking service admitted them: each look is traced as theirs. */
export const asker = z.strictObject({
  subject: z.string(),
  scope: z.enum(scopes),
  division: z.string(),
  institution: z.string().optional(),
  operation: z.string(),
  at: z.iso.datetime(),
})

/** What a service asks enrollment about one person, by invoking its function `answer`. */
export const personAsked = z.strictObject({
  by: z.union([
    z.strictObject({ personId: id }),
    z.strictObject({ certificate: certificateTold, name: z.string().min(1).max(100).optional() }),
  ]),
  asker,
})
export type PersonAsked = z.output<typeof personAsked>

/** What enrollment answers; the asking service stores neither name nor certificate. */
export const personAnswered = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.literal('found'),
    personId: id,
    name: z.string(),
    certificate: certificateTold,
    sex: z.enum(['male', 'female']),
    birthOn: day,
  }),
  z.strictObject({ status: z.literal('unknown') }),
])
export type PersonAnswered = z.output<typeof personAnswered>
