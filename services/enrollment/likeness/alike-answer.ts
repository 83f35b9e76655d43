import * as z from 'zod'
import { id } from '#shared/contracts/fields.ts'
import { nearKinds } from './rules/near-forms.ts'

/** Others who may be the same person though no likeness says so: a hint to look before anything is decided. */
export const nearAnswer = z
  .array(
    z.strictObject({
      near: z.enum(nearKinds),
      personId: id.optional().meta({ description: 'absent: of a city that the caller does not reach' }),
    }),
  )
  .optional()
  .meta({
    description:
      'a warning, and nothing waits for it: one name and birth day with the other sex; a number with two neighbouring digits exchanged under one name; one name at one employer with another day, month or year of birth',
  })

/** What whoever registers a person is told of others who are alike; absent where there is nobody. */
export const alikeAnswer = z.array(id).optional().meta({
  description:
    'likenesses that wait for a decision: another is registered with this name, sex and birth day under another certificate',
})
