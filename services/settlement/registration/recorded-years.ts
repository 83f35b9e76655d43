import type { RegistrationEffects } from './effects.ts'

/** The years that are recorded of a person, as they stand. */
export const recordedYears = async (personId: string, { claims, registrations }: RegistrationEffects) => {
  const years = await registrations.years(personId)
  return (await claims.findYears(years.map((year) => ({ personId, year })))).map(({ state }) => state)
}
