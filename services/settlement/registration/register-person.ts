import type { FundYear } from '#shared/calendar/day.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import { evolve } from '../insured-year/rules/evolve.ts'
import type { Registrations } from '../insured-year/rules/registrations.ts'
import { noRegistrations, registrationsIn } from '../insured-year/rules/registrations.ts'
import { trailAfterEntitlement } from '../insured-year/rules/trail.ts'
import type { RegistrationEffects } from './effects.ts'

type OwnEffects = Pick<RegistrationEffects, 'claims' | 'registrations'>

/**
 * Registers a person's chronic diseases, civil servants' supplement and years of enrolment, in place of what was
 * registered; the same again changes nothing. Claims judge by the copy in the insured-year, so that settling them reads
 * nothing more. Each year recorded takes it over, and a year recorded later takes it over when it begins.
 */
export const registerPerson = async (
  { personId, registrations }: { readonly personId: string; readonly registrations: Registrations },
  effects: OwnEffects,
): Promise<void> => {
  await retryConflicts(async () =>
    (await effects.registrations.replace(personId, registrations)) ? 'replaced' : undefined,
  )
  for (const year of await effects.registrations.years(personId))
    await takeOverRegistrations({ personId, year }, effects)
}

/**
 * Takes what is registered of a person over into one of their years. Whoever writes a registration or a new year looks at
 * the other afterwards, so that neither can miss the other.
 */
export const takeOverRegistrations = async (
  of: { readonly personId: string; readonly year: FundYear },
  { claims, registrations }: OwnEffects,
): Promise<void> => {
  await retryConflicts(async () => {
    const registered = registrationsIn((await registrations.find(of.personId)) ?? noRegistrations, of.year)
    const held = await claims.findYear(of)
    if (!held || fingerprint(held.state.registered) === fingerprint(registered)) return 'unchanged'
    const state = evolve(held.state, { kind: 'registrations-replaced', registered })
    const trail = trailAfterEntitlement(held.trail, held.state, state)
    return (await claims.recordYears([{ ...held, state, trail }])) ? 'taken over' : undefined
  })
}
