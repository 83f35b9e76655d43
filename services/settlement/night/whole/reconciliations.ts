import type { Store, Stored } from '#shared/edge/store/store.ts'
import { reconciliations } from '../../reconciliation/store.ts'
import { withClaims } from './claims.ts'

const endedBy = (record: Stored): readonly string[] =>
  reconciliations
    .from(record)
    .differences.filter(({ settled }) => settled !== undefined && settled.how !== 'confirmed')
    .map(({ entryId }) => entryId)

/** Reconciliations among some records, with the claims and reversals by which their differences ended. */
export const wholeReconciliations = (
  records: readonly Stored[],
  store: Store,
): Promise<readonly Stored[]> => {
  const own = records.filter((record) => reconciliations.is(record))
  return withClaims(own, new Set(own.flatMap(endedBy)), store)
}
