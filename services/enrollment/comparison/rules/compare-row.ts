import type { AidCategory } from '#shared/kernel/scheme.ts'
import type { Insured } from '../../person/rules/insured.ts'
import { lastSpell, latestAid } from '../../person/rules/insured.ts'

/** What a row of another office's list says of somebody. */
export type ListedState = {
  readonly isDead: boolean
  /** Of lists of aid: the category they have there. */
  readonly aid?: AidCategory
}

/** What comparing a row with the register comes to; all but those that agree are told. */
export const comparisons = [
  'agrees',
  'agrees-alike',
  'undecided',
  'mother-here',
  'not-registered',
  'not-covered',
  'other-name',
  'dead-there',
  'dead-here',
  'other-category',
] as const
export type Comparison = (typeof comparisons)[number]

type Registered = { readonly insured: Insured; readonly isNamed: boolean }
type IsOwn = (city: string) => boolean

/**
 * Compares what a list says of somebody with the register. Whoever is another city's is as unknown as nobody: a list must not
 * tell where else people are insured.
 */
export const compareRow = (
  { isDead, aid }: ListedState,
  registered: Registered | undefined,
  isOwn: IsOwn,
): Comparison => {
  // Whoever is dead there and nobody here is as they should be.
  if (!registered || !isOwn(lastSpell(registered.insured).city)) return isDead ? 'agrees' : 'not-registered'
  const { insured, isNamed } = registered
  if (!isNamed) return 'other-name'
  const isDeadHere = insured.status === 'ended' && insured.reason === 'death'
  if (isDead) return insured.status === 'covered' ? 'dead-there' : 'agrees'
  if (isDeadHere) return 'dead-here'
  if (insured.status === 'ended') return 'not-covered'
  return aid !== undefined && latestAid(insured) !== aid ? 'other-category' : 'agrees'
}

/** A birth of which no row of the register has the number: who it may be, and who bore it. */
export type BirthFound = {
  readonly hasNumber: boolean
  readonly isUnnamed: boolean
  /** Persons of the name, sex and birth day that the list says. */
  readonly alike: readonly Insured[]
  readonly mother?: Insured | undefined
}

/**
 * Compares a birth that no number finds. One registered person of the name, sex and birth day is the child, where the list
 * has no number that says otherwise; of several, of one under another number, and of a child without a name an officer
 * decides. Of a child who is nobody here the mother may be: the family is asked then.
 */
export const compareBirth = (
  { hasNumber, isUnnamed, alike, mother }: BirthFound,
  isOwn: IsOwn,
): Comparison => {
  const ours = alike.filter((each) => each.sameAs === undefined && isOwn(lastSpell(each).city))
  const [only, ...others] = ours
  if (only) {
    const isTheChild = others.length === 0 && !hasNumber
    if (!isTheChild) return 'undecided'
    const came = compareRow({ isDead: false }, { insured: only, isNamed: true }, isOwn)
    return came === 'agrees' ? 'agrees-alike' : came
  }
  if (mother?.status === 'covered' && isOwn(lastSpell(mother).city)) return 'mother-here'
  return isUnnamed ? 'undecided' : 'not-registered'
}
