import type { Store, Stored } from '#shared/edge/store/store.ts'
import { heldRecords } from '../../claim/held-claims.ts'
import { settledClaims } from '../../insured-year/records/claim-item.ts'
import { claimReversals } from '../../insured-year/records/reversal-item.ts'
import { claimIdOf } from '../../keys.ts'

/** The claims that a city settled as reviewed. */
const isReviewed = (record: Stored): boolean =>
  settledClaims.is(record) && settledClaims.from(record).sentAs !== undefined

/** The claims and reversals among some records, those that were reviewed with what their institution had sent. */
export const wholeSentClaims = async (
  records: readonly Stored[],
  store: Store,
): Promise<readonly Stored[]> => {
  const entries = records.filter((record) => settledClaims.is(record) || claimReversals.is(record))
  const reviewed = entries.filter(isReviewed).map((record) => ({ claimId: claimIdOf(record) }))
  const held = await heldRecords.readMany(store, reviewed)
  return [...entries, ...held.flatMap((each) => (each ? [heldRecords.item(each) as Stored] : []))]
}
