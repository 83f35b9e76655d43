import type { Day } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import type { Fen } from '#shared/money/fen.ts'
import { refuse } from '../../refusals.ts'

/** What a member of the family is to the owner of an account. */
export const relations = ['spouse', 'parent', 'child', 'sibling', 'grandparent', 'grandchild'] as const
export type Relation = (typeof relations)[number]

/** How many accounts one person may use at most: near relatives with an account are few. */
export const mostConsents = 20

/** The consent of an account's owner that a member of their family uses it (个人账户家庭共济授权). */
export type FamilyConsent = {
  readonly consentId: string
  readonly owner: string
  readonly relation: Relation
  /** In which order the member's accounts are used: the least first, of two alike the one given first. */
  readonly priority: number
  /** The city that had the owner when it was given. */
  readonly city: CityCode
  readonly from: Day
  /** The owner's paper. */
  readonly document: string
  readonly given: Signature
  readonly withdrawn?: Signature & { readonly reason: string }
  /** Of one whose owner or member turned out to be another number: since when, and which consent stands in its place. */
  readonly followed?: { readonly on: Day; readonly by?: string }
  /** Of one that stands in the place of another. */
  readonly follows?: string
  /** What claims took by it less what they gave back. */
  readonly used: Fen
}

/** Whether a consent is neither withdrawn nor stands under other numbers by now. */
export const isStanding = ({ withdrawn, followed }: FamilyConsent): boolean =>
  withdrawn === undefined && followed === undefined

/** Whether a claim settled on a day may use a consent. One that is withdrawn serves none, however a claim is dated. */
export const holdsOn = (consent: FamilyConsent, day: Day): boolean =>
  consent.from <= day && isStanding(consent)

type Asked = Omit<FamilyConsent, 'used' | 'withdrawn'> & { readonly member: string }

/** Gives a consent beside those that a member has; the same again changes nothing. */
export const giveConsent = (
  { member, ...asked }: Asked,
  held: readonly FamilyConsent[],
  allowed: readonly Relation[],
): Decision<FamilyConsent> => {
  const { consentId, owner, relation } = asked
  const same = held.find((each) => each.consentId === consentId)
  if (same) return accept(same)
  if (owner === member) return refuse('family.is-owner', { field: 'member' })
  if (!allowed.includes(relation)) return refuse('family.other-relation', { field: 'relation' })
  const standing = held.filter(isStanding)
  if (standing.some((each) => each.owner === owner)) return refuse('family.given-before', { field: 'member' })
  if (standing.length >= mostConsents)
    return refuse('family.too-many', { field: 'member', figures: { most: mostConsents } })
  return accept({ ...asked, used: 0 })
}

/** Withdraws a consent; what was used by it stays used. The same again changes nothing. */
export const withdrawConsent = (
  consent: FamilyConsent,
  withdrawal: NonNullable<FamilyConsent['withdrawn']>,
): Decision<FamilyConsent> => {
  const { withdrawn } = consent
  if (withdrawn === undefined) return accept({ ...consent, withdrawn: withdrawal })
  return withdrawn.by === withdrawal.by && withdrawn.reason === withdrawal.reason
    ? accept(consent)
    : refuse('family.withdrawn-before', { field: 'consentId', figures: { on: withdrawn.on } })
}
