import * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import { yearOf } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { isCity } from '#shared/kernel/divisions.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { tableAt } from '#shared/policy/policy.ts'
import { heldIn, readAccountYears } from '../account/account-years.ts'
import { cityAtLastOf, spellOn } from '../insured-year/rules/insured-year.ts'
import type { RecordedYear } from '../insured-year/rules/recorded-year.ts'
import { refuse } from '../refusals.ts'
import type { FamilyEffects } from './claim-uses.ts'
import { followNumber } from './follow-number.ts'
import { markYears } from './mark-years.ts'
import type { FamilyConsent, Relation } from './rules/consent.ts'
import { giveConsent, relations, withdrawConsent } from './rules/consent.ts'
import { familyWrite, sharedWrite } from './store.ts'

export type ConsentEffects = FamilyEffects & { readonly policy: () => Policy }

/** A consent as an officer of the owner's city records it, by the owner's paper. */
export type GiveConsent = Pick<
  FamilyConsent,
  'consentId' | 'owner' | 'relation' | 'priority' | 'from' | 'document' | 'given'
> & {
  readonly member: string
  /** The office knows that the member is not insured yet: their premium is to be paid first. */
  readonly uninsured?: true | undefined
}

/** The relations that the rule of a day lets share an account. */
const allowedOn = (policy: Policy, on: Day): readonly Relation[] =>
  tableAt(policy, 'settlement.family_account_relations', { on }, z.array(z.enum(relations)))

/** Whether somebody has, or had, an account: an employee, or who was credited as one. */
const hasAccount = (years: readonly RecordedYear[]): boolean =>
  years.some(
    ({ state, credited }) =>
      credited > 0 || state.account > 0 || state.spells.some(({ scheme }) => scheme === 'employee'),
  )

/** The city of an owner's account; none where nobody has them, or they have no account. */
const accountCity = (years: readonly RecordedYear[]): CityCode | undefined => {
  const held = heldIn(years)
  const city = held && cityAtLastOf(held.state)
  return city !== undefined && isCity(city) && hasAccount(years) ? city : undefined
}

/**
 * Records that the owner of an account lets a member of their family use it. Both sides are written at once: with whom it
 * is shared, and whose accounts the member may use.
 */
export const recordConsent = async (
  { member, uninsured, ...asked }: GiveConsent,
  effects: ConsentEffects,
): Promise<Decision<FamilyConsent>> => {
  const { families, claims, policy } = effects
  const recorded = await retryConflicts(async (): Promise<Decision<FamilyConsent> | undefined> => {
    const { owner, given, from } = asked
    const [accounts, shared, years, [memberYear]] = await Promise.all([
      families.accountsOf(member),
      families.sharedBy(owner),
      readAccountYears({ personId: owner, day: given.on }, { claims }),
      claims.findYears([{ personId: member, year: yearOf(from) }]),
    ])
    const city = accountCity(years)
    if (city === undefined) return refuse('family.no-account')
    if (!uninsured && (!memberYear || !spellOn(memberYear.state, from)))
      return refuse('family.member-unknown', { field: 'member' })
    const decision = giveConsent({ ...asked, member, city }, accounts.consents, allowedOn(policy(), from))
    if (decision.status === 'refused' || accounts.consents.includes(decision.value)) return decision
    const consent = decision.value
    const written = await families.write([
      familyWrite({ ...accounts, consents: [...accounts.consents, consent] }),
      sharedWrite({ ...shared, shared: [...shared.shared, { consentId: consent.consentId, member }] }),
    ])
    return written ? decision : undefined
  })
  // Care of the year before may still be claimed, and that of the next has begun for some. A repeat marks again.
  const [first, last] = [yearOf(asked.from) - 1, yearOf(asked.given.on) + 1]
  const years = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
  if (recorded.status === 'accepted') {
    await markYears(member, years, { claims })
    for (const number of [asked.owner, member]) await followIfRenumbered(number, asked.given.on, effects)
  }
  return recorded
}

/** A number may have turned out to be another while the consent was written, which did not go on with the others then. */
const followIfRenumbered = async (personId: string, on: Day, effects: FamilyEffects): Promise<void> => {
  const [held] = await effects.claims.findYears([{ personId, year: yearOf(on) }])
  const other = held?.state.sameAs
  if (other !== undefined) await followNumber({ personId, other, on }, effects)
}

/** Withdraws a consent of an owner: no claim uses it from then on. */
export const endConsent = (
  { owner, consentId }: { readonly owner: string; readonly consentId: string },
  withdrawn: Signature & { readonly reason: string },
  { families }: Pick<ConsentEffects, 'families'>,
): Promise<Decision<FamilyConsent & { readonly member: string }>> =>
  retryConflicts(async () => {
    const { shared } = await families.sharedBy(owner)
    const member = shared.find((each) => each.consentId === consentId)?.member
    const accounts = member === undefined ? undefined : await families.accountsOf(member)
    const consent = accounts?.consents.find((each) => each.consentId === consentId)
    if (!consent || !accounts) return refuse('family.unknown', { field: 'consentId' })
    if (consent.followed)
      return refuse('family.followed', { field: 'consentId', figures: { by: consent.followed.by ?? '-' } })
    const decision = withdrawConsent(consent, withdrawn)
    if (decision.status === 'refused') return decision
    if (decision.value === consent) return accept({ ...consent, member: accounts.personId })
    const consents = accounts.consents.map((each) => (each === consent ? decision.value : each))
    const written = await families.write([familyWrite({ ...accounts, consents })])
    return written ? accept({ ...decision.value, member: accounts.personId }) : undefined
  })

/** A consent with its other side. */
export type SharedConsent = FamilyConsent & { readonly member: string }

/** The consents that a person gave, and those that they were given. */
export const consentsOf = async (
  personId: string,
  { families }: Pick<ConsentEffects, 'families'>,
): Promise<{ readonly given: readonly SharedConsent[]; readonly received: readonly SharedConsent[] }> => {
  const [own, { shared }] = await Promise.all([families.accountsOf(personId), families.sharedBy(personId)])
  const members = await Promise.all(
    [...new Set(shared.map(({ member }) => member))].map((member) => families.accountsOf(member)),
  )
  return {
    given: members.flatMap(({ personId: member, consents }) =>
      consents.flatMap((consent) => (consent.owner === personId ? [{ ...consent, member }] : [])),
    ),
    received: own.consents.map((consent) => ({ ...consent, member: personId })),
  }
}
