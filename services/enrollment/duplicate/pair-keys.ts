import type { Key, Stored } from '#shared/edge/store/store.ts'
import { coverages } from '../coverage/store.ts'
import { coverageKey, duplicateDecisionKey, likenessKey } from '../keys.ts'
import { likenesses } from '../likeness/store.ts'

/** Where the coverages and the decision are of two who became one, and the pair that a coverage tells of. */
export const keysOfPair = (item: Stored): Key[] => {
  if (likenesses.is(item)) {
    const likeness = likenesses.from(item)
    if (likeness.status !== 'one-person') return []
    return [duplicateDecisionKey(likeness), ...likeness.persons.map((personId) => coverageKey({ personId }))]
  }
  if (!coverages.is(item)) return []
  const { sameAs } = coverages.from(item).insured
  return sameAs ? [likenessKey(sameAs)] : []
}
