import { readWhole } from '#shared/edge/store/read-whole.ts'
import type { Key, Store, Stored } from '#shared/edge/store/store.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { accountEntries } from '../../account/account-entries.ts'
import { benefits, deliveries } from '../../benefit/store.ts'
import { accountEntryKey, benefitKey, deliveriesKey } from '../../keys.ts'

/** A benefit names what it took from an account, and its person's deliveries, which name the others. */
const keysSpokenOf = (item: Stored): readonly Key[] => {
  if (benefits.is(item)) {
    const { benefitId, personId } = benefits.from(item).benefit
    return [accountEntryKey({ personId, entryId: stableId('AE-', benefitId) }), deliveriesKey({ personId })]
  }
  if (deliveries.is(item)) return deliveries.from(item).deliveries.map(benefitKey)
  if (!accountEntries.is(item)) return []
  const { benefitId, other, entryId } = accountEntries.from(item)
  if (other !== undefined) return [accountEntryKey({ personId: other, entryId })]
  return benefitId === undefined ? [] : [benefitKey({ benefitId })]
}

/** The benefits among some records, with those of the same person and what they took from accounts; and what moved between accounts. */
export const wholeBenefits = (records: readonly Stored[], store: Store): Promise<readonly Stored[]> =>
  readWhole(
    records.filter((record) => benefits.is(record) || accountEntries.is(record)),
    keysSpokenOf,
    store,
  )
