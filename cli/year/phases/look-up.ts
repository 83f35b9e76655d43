import { must } from '#shared/kernel/errors.ts'
import type { Context } from '../context.ts'
import { cityClerk } from '../roles.ts'

/** Learns under which id somebody is enrolled in a city. */
export const lookUp = async (
  { client }: Context,
  { city, name, number }: { readonly city: string; readonly name: string; readonly number: string },
): Promise<string> => {
  const { persons } = await client.command<{ persons: { personId: string }[] }>(
    ...([cityClerk(city), 'POST', '/v1/enrollment/persons/look-ups', `looked-up-${number}`] as const),
    { certificate: { number }, name },
  )
  const [person] = persons
  must(person !== undefined, 'year.unknown-person', 'somebody whom a list enrolled is not found')
  return person.personId
}
