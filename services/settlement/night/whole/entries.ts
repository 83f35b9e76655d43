import type { Store, Stored } from '#shared/edge/store/store.ts'
import { claimCorrections } from '../../insured-year/records/correction-item.ts'
import { claimReversals, reversalMarks } from '../../insured-year/records/reversal-item.ts'
import { claimIdOf } from '../../keys.ts'
import { withClaims } from './claims.ts'

/** The claim that a correction, a reversal or a mark is of. */
export const claimOfEntry = (record: Stored): string | undefined => {
  if (claimReversals.is(record)) return claimReversals.from(record).reverses
  return claimCorrections.is(record) || reversalMarks.is(record) ? claimIdOf(record) : undefined
}

/** The corrections, reversals and marks among some records, with all that is recorded of the claims they are of. */
export const wholeEntries = async (records: readonly Stored[], store: Store): Promise<readonly Stored[]> => {
  const entries = records.filter((record) => claimOfEntry(record) !== undefined)
  return withClaims(entries, new Set(entries.flatMap((entry) => claimOfEntry(entry) ?? [])), store)
}
