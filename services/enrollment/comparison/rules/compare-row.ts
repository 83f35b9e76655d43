import type { AidCategory } from '#shared/kernel/scheme.ts'
import type { Insured } from '../../person/rules/insured.ts'
import { lastSpell, latestAid } from '../../person/rules/insured.ts'

/** What a row of another office's list says of somebody. */
export type ListedState = {
  readonly isDead: boolean
  /** Of lists of aid: the category they have there. */
  readonly aid?: AidCategory
}

/** What comparing a row with the register comes to; all but `agrees` is told. */
export const comparisons = [
  'agrees',
  'not-registered',
  'not-covered',
  'other-name',
  'dead-there',
  'dead-here',
  'other-category',
] as const
export type Comparison = (typeof comparisons)[number]

type Registered = { readonly insured: Insured; readonly isNamed: boolean }

/**
 * Compares what a list says of somebody with the register. Whoever is another city's is as unknown as nobody: a list must not
 * tell where else people are insured.
 */
export const compareRow = (
  { isDead, aid }: ListedState,
  registered: Registered | undefined,
  isOwn: (city: string) => boolean,
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
