import * as z from 'zod'
import { id } from '#shared/contracts/fields.ts'

export const person = '/v1/enrollment/persons/{personId}'
export const ofPerson = z.strictObject({ personId: id })
export const ofReport = ofPerson.extend({
  number: z.string().regex(/^[1-9]\d{0,5}$/, 'a number from 1 is needed'),
})

/** A report concerns the record of its person, also before it changes it. */
export const changes = ({
  params: { personId },
}: {
  readonly params: { readonly personId: string }
}): string[] => [person.replace('{personId}', personId)]
