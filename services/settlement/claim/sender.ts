import type { Day } from '#shared/calendar/day.ts'
import type { Caller } from '#shared/kernel/authority.ts'
import { isInstitution, type Parties } from '#shared/kernel/authority.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import type { Institution } from '../institution/rules/institution.ts'
import { institutionOn } from '../institution/rules/institution.ts'
import { refusal } from '../refusals.ts'
import type { ClaimEffects } from './effects.ts'
import { institutionIn } from './message.ts'

/** An institution as registered; asked for anew before it counts as unknown. */
export const findInstitution = async (
  code: string,
  { reference }: Pick<ClaimEffects, 'reference'>,
): Promise<Institution | undefined> =>
  (await reference.current()).institutions.get(code) ?? (await reference.refresh()).institutions.get(code)

/** An institution as it is registered for a day: its name, level and agreement may be others than before. */
export const findInstitutionOn = async (
  code: string,
  day: Day,
  effects: Pick<ClaimEffects, 'reference'>,
): Promise<Institution | undefined> => {
  const known = await findInstitution(code, effects)
  return known && institutionOn(known, day)
}

/**
 * Who may send claims for an institution: itself, the city that it stands in, the province. For one that nobody knows an
 * office cannot speak (undefined); whoever claims to be one is told by the decision.
 */
export const partiesOfSender = async (
  code: string,
  caller: Caller,
  effects: Pick<ClaimEffects, 'reference'>,
): Promise<Parties | undefined> => {
  const known = await findInstitution(code, effects)
  if (!known && !isInstitution(caller)) return undefined
  return { cities: known ? [known.city] : [], institution: code }
}

/**
 * Refuses a message id of the national form that carries another institution's code: nobody may use up, or take back,
 * the messages of others. Ids of another form say nothing of their sender.
 */
export const refuseForeignMessage = (
  msgid: string,
  institution: string,
  field: string,
): Refusal | undefined => {
  const owner = institutionIn(msgid)
  return owner === undefined || owner === institution
    ? undefined
    : refusal('call.other-institution', { field })
}
