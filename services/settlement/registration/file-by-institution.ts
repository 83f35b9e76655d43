import type { Day } from '#shared/calendar/day.ts'
import { yearOf } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { refuse } from '../refusals.ts'
import type { RegistrationEffects } from './effects.ts'
import { recordedYears } from './recorded-years.ts'
import { decideRegistrations } from './register-person.ts'
import { decidingCities } from './rules/deciding-cities.ts'
import type { Filed } from './rules/file.ts'
import { fileWith, takeBackFiling } from './rules/file.ts'
import type { Registered } from './rules/registered.ts'

/** Who files, for which institution, and by which message of it. */
export type FiledBy = {
  readonly institution: string
  readonly msgid: string
  readonly by: string
  /** Whom the token was of, or who gave the key of the gateway: none of them may approve it. */
  readonly behind: readonly string[]
  readonly today: Day
}

/**
 * Takes note of what an institution files of a person, as a proposal of the city that insures them. Claims are judged by it
 * once an officer of that city approved it. The same message again is the same proposal.
 * @returns the number of the proposal
 */
export const fileByInstitution = async (
  personId: string,
  filed: Filed,
  { institution, msgid, by, behind, today }: FiledBy,
  effects: RegistrationEffects,
): Promise<Decision<string>> => {
  const [city] = decidingCities(await recordedYears(personId, effects), yearOf(today))
  if (city === undefined) return refuse('person.unknown', { field: 'personId' })
  const proposalId = stableId('RP-', 'filed', institution, msgid)
  const made = { proposalId, institution, city, why: filed.why, proposed: { by, on: today }, behind }
  const decide = (held: Registered) => fileWith(filed, made, held)
  const decision = await decideRegistrations(personId, decide, effects)
  return decision.status === 'refused' ? decision : accept(proposalId)
}

/** Takes a filing back that waits, by the institution that made it. What an officer approved only an office takes back. */
export const withdrawFiling = async (
  personId: string,
  { proposalId, reason }: { readonly proposalId: string; readonly reason: string },
  { institution, by, today }: FiledBy,
  effects: RegistrationEffects,
): Promise<Decision<Registered>> =>
  decideRegistrations(
    personId,
    (held) => takeBackFiling({ proposalId, institution, reason, by, on: today }, held),
    effects,
  )
