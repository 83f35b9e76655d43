import type { Key, Stored } from '#shared/edge/store/store.ts'
import { coverages } from '../coverage/store.ts'
import { coverageKey, partingKey } from '../keys.ts'
import { partings } from './store.ts'

/** Where the two of a parting are, and the partings that a coverage tells of. */
export const keysOfParting = (item: Stored): Key[] => {
  if (partings.is(item)) {
    const { status, stays, goes } = partings.from(item)
    return status === 'approved' ? [stays, goes].map((personId) => coverageKey({ personId })) : []
  }
  if (!coverages.is(item)) return []
  const { parted = [] } = coverages.from(item).insured
  return parted.flatMap(({ partingId, personId }) => [partingKey({ partingId }), coverageKey({ personId })])
}
