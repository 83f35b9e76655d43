import type { Day } from '#shared/calendar/day.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { FamilyConsent } from './consent.ts'
import { isStanding } from './consent.ts'

/** Whose account is used by whom. */
export type Sides = { readonly owner: string; readonly member: string }

/** A consent after it went on to other numbers, and the consents of the member whom it went on to. */
export type GoneOn = { readonly left: FamilyConsent; readonly consents: readonly FamilyConsent[] }

const without = ({ followed: _, ...consent }: FamilyConsent): FamilyConsent => consent

/**
 * A consent goes on to the numbers that its sides turned out to be: another takes its place there, on the same paper. What
 * was used by it stays with it. Where the owner and the member are one person it ends; where another consent of the two
 * stands, that one holds.
 * @param held the consents of the member whom it goes on to
 */
export const goOn = (
  consent: FamilyConsent,
  { owner, member }: Sides,
  held: readonly FamilyConsent[],
  on: Day,
): GoneOn => {
  if (owner === member) return { left: { ...consent, followed: { on } }, consents: held }
  const standing = held.find((each) => each !== consent && each.owner === owner && isStanding(each))
  if (standing) return { left: { ...consent, followed: { on, by: standing.consentId } }, consents: held }
  const consentId = stableId('FC-', consent.consentId, owner, member)
  const left = { ...consent, followed: { on, by: consentId } }
  // It went on before, and came back since.
  if (held.some((each) => each.consentId === consentId))
    return { left, consents: held.map((each) => (each.consentId === consentId ? without(each) : each)) }
  const next = { ...consent, consentId, owner, follows: consent.consentId, used: 0 }
  return { left, consents: [...held, next] }
}

/**
 * A consent that went on comes back, since the numbers are two persons after all: the one in its place is followed by it. A
 * consent that was withdrawn meanwhile stays withdrawn.
 */
export const comeBack = (
  consent: FamilyConsent,
  next: FamilyConsent | undefined,
  on: Day,
): { readonly back: FamilyConsent; readonly next: FamilyConsent | undefined } => {
  const back = without(consent)
  if (!next || next.follows !== consent.consentId) return { back, next }
  const { withdrawn } = next
  return {
    back: withdrawn === undefined ? back : { ...back, withdrawn },
    next: { ...next, followed: { on, by: consent.consentId } },
  }
}
