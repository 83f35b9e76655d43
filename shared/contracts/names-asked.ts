import * as z from 'zod'
import { id } from '#shared/contracts/fields.ts'
import { asker, certificateTold } from '#shared/contracts/person-asked.ts'

/** So many persons are named at once: a look at each of them is traced. */
export const mostNamesAsked = 200

/** What a service asks enrollment that names persons in a file for another authority, by invoking its function `answer`. */
export const namesAsked = z.strictObject({ named: z.array(id).min(1).max(mostNamesAsked), asker })
export type NamesAsked = z.output<typeof namesAsked>

/** The persons in the order asked for; null of whom nobody is registered. The asking service stores none of it. */
export const namesAnswered = z.strictObject({
  persons: z.array(z.strictObject({ name: z.string(), certificate: certificateTold }).nullable()),
})
export type NamesAnswered = z.output<typeof namesAnswered>
