import type { FundYear } from '#shared/calendar/day.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import { evolve } from '../insured-year/rules/evolve.ts'
import { noRegistrations, registrationsIn } from '../insured-year/rules/registrations.ts'
import { trailAfterEntitlement } from '../insured-year/rules/trail.ts'
import type { RegistrationEffects } from './effects.ts'
import type { Registered } from './rules/registered.ts'

type OwnEffects = Pick<RegistrationEffects, 'claims' | 'registrations'>

/**
 * Decides on what is registered of a person: chronic diseases, civil servants' supplement, years of enrolment. One
 * officer proposes and another approves; a decision that changes nothing writes nothing.
 */
export const decideRegistrations = (
  personId: string,
  decide: (registered: Registered) => Decision<Registered>,
  { registrations }: Pick<OwnEffects, 'registrations'>,
): Promise<Decision<Registered>> =>
  retryConflicts(async () => {
    const { registered, version } = await registrations.read(personId)
    const decision = decide(registered)
    if (decision.status === 'refused' || decision.value === registered) return decision
    const saved = await registrations.save(personId, { registered: decision.value, version })
    return saved ? accept(decision.value) : undefined
  })

/**
 * Brings what is registered of a person to each of their years. Claims judge by the copy in the insured-year, so that
 * settling them reads nothing more. A year recorded later takes it over when it begins.
 */
export const takeOverInYears = async (personId: string, effects: OwnEffects): Promise<void> => {
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
