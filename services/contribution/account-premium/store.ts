import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { accountPremiumKey } from '../keys.ts'
import type { AccountPremium } from './rules/account-premium.ts'

/** What became of an account's money as stored, with the version its next write replaces. */
export type StoredAccountPremium = { readonly premium: AccountPremium; readonly version: number }
type PremiumId = { readonly premium: Pick<AccountPremium, 'premiumId'> }

export const accountPremiums = defineRecord<StoredAccountPremium, PremiumId>({
  kind: 'account-premium',
  key: ({ premium }) => accountPremiumKey(premium.premiumId),
})

export const accountPremiumWrite = (stored: StoredAccountPremium): Write =>
  accountPremiums.replace(stored, stored.version)

export const readAccountPremium = (
  store: Store,
  premiumId: string,
): Promise<StoredAccountPremium | undefined> => accountPremiums.read(store, { premium: { premiumId } })
