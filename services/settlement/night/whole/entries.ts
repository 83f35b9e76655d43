import type { Store, Stored } from '#shared/edge/store/store.ts'
import { claimIdOf } from '../../keys.ts'
import { withClaims } from './claims.ts'

/** The claim that a correction, a reversal or a mark is of. */
export const claimOfEntry = (record: Stored): string | undefined => {
  switch (record.kind) {
    case 'claim-corrected':
    case 'claim-reversed-by':
      return claimIdOf(record)
    case 'claim-reversed':
      return String(record.reverses)
    default:
      return undefined
  }
}

/** The corrections, reversals and marks among some records, with all that is recorded of the claims they are of. */
export const wholeEntries = async (records: readonly Stored[], store: Store): Promise<readonly Stored[]> => {
  const entries = records.filter((record) => claimOfEntry(record) !== undefined)
  return withClaims(entries, new Set(entries.flatMap((entry) => claimOfEntry(entry) ?? [])), store)
}
