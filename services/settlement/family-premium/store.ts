import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { familyPremiumKey, familyPremiumsOf } from '../keys.ts'
import type { FamilyPremium } from './rules/premium.ts'

type PremiumName = Pick<FamilyPremium, 'owner' | 'premiumId'>

/** A premium as stored, with the version its next write replaces. */
export type StoredPremium = { readonly premium: FamilyPremium; readonly version: number }

export const familyPremiums = defineRecord<StoredPremium, { readonly premium: PremiumName }>({
  kind: 'family-premium',
  key: ({ premium }) => familyPremiumKey(premium),
})

export const premiumWrite = (stored: StoredPremium): Write => familyPremiums.replace(stored, stored.version)

export const readPremium = (store: Store, premium: PremiumName): Promise<StoredPremium | undefined> =>
  familyPremiums.read(store, { premium })

/** A page of what an owner's account paid of premiums. */
export const pageOfPremiums = (
  store: Store,
  owner: string,
  place: { readonly limit: number; readonly cursor?: string },
): Promise<{ readonly records: readonly StoredPremium[]; readonly cursor?: string }> => {
  const { pk, prefix } = familyPremiumsOf(owner)
  return familyPremiums.page(store, pk, { prefix, ...place })
}
