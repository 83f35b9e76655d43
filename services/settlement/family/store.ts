import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import type { AccountEntry } from '../account/account-entries.ts'
import { accountEntries } from '../account/account-entries.ts'
import { familyKey, sharedKey } from '../keys.ts'
import type { FamilyConsent } from './rules/consent.ts'

type Of = { readonly personId: string }

/** Whose accounts a member of a family may use, all consents in one record: none is used twice at once. */
export type FamilyAccounts = Of & {
  readonly consents: readonly FamilyConsent[]
  /** 0: nothing recorded yet. */
  readonly version: number
}

/** With whom an owner shares their account: the other side of the same consents. */
export type SharedAccount = Of & {
  readonly shared: readonly { readonly consentId: string; readonly member: string }[]
  readonly version: number
}

export const familyAccounts = defineRecord<FamilyAccounts, Of>({ kind: 'family-accounts', key: familyKey })
export const sharedAccounts = defineRecord<SharedAccount, Of>({ kind: 'shared-account', key: sharedKey })

/** Reads and writes consents on the service's table. */
export type FamilyStore = {
  readonly accountsOf: (personId: string) => Promise<FamilyAccounts>
  readonly sharedBy: (personId: string) => Promise<SharedAccount>
  readonly entry: (of: Pick<AccountEntry, 'personId' | 'entryId'>) => Promise<AccountEntry | undefined>
  readonly write: (writes: readonly Write[]) => Promise<boolean>
}

export const familyWrite = (after: FamilyAccounts): Write => familyAccounts.replace(after, after.version)
export const sharedWrite = (after: SharedAccount): Write => sharedAccounts.replace(after, after.version)

export const openFamilies = (store: Store): FamilyStore => ({
  accountsOf: async (personId) =>
    (await familyAccounts.read(store, { personId })) ?? { personId, consents: [], version: 0 },
  sharedBy: async (personId) =>
    (await sharedAccounts.read(store, { personId })) ?? { personId, shared: [], version: 0 },
  entry: (of) => accountEntries.read(store, of),
  write: async (writes) => (await store.write(writes)).status === 'written',
})
