import { nameOf } from '#shared/edge/store/item.ts'
import type { Store, Stored } from '#shared/edge/store/store.ts'
import { accountEntries } from '../../account/account-entries.ts'
import { familyPremiums } from '../../family-premium/store.ts'
import { accountEntriesOf } from '../../keys.ts'

/** Whose premium a record is of, or whose account moved by one: the owner may go by another number since. */
const premiumsIn = (record: Stored): readonly { readonly owner: string; readonly premiumId: string }[] => {
  if (familyPremiums.is(record)) return [familyPremiums.from(record).premium]
  if (!accountEntries.is(record)) return []
  const { personId: owner, premium } = accountEntries.from(record)
  return premium ? [{ owner, premiumId: premium.premiumId }] : []
}

/** The premiums among some records, each with the entries that it moved. */
export const wholeFamilyPremiums = async (
  records: readonly Stored[],
  store: Store,
): Promise<readonly Stored[]> => {
  const found = new Map<string, Stored>()
  const named = records.flatMap(premiumsIn)
  for (const premium of await store.getMany(named.map((each) => familyPremiums.key({ premium: each }))))
    if (premium) found.set(nameOf(premium), premium)
  for (const owner of new Set(named.map((each) => each.owner)))
    for await (const record of store.list(accountEntriesOf(owner)))
      if (premiumsIn(record).some(({ premiumId }) => named.some((each) => each.premiumId === premiumId)))
        found.set(nameOf(record), record)
  return [...found.values()]
}
