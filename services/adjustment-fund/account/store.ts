import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { TongchouError } from '#shared/kernel/errors.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { accountKey, entryKey } from '../keys.ts'
import type { Account, AccountEntry, Movement } from './rules/account.ts'
import { emptyAccount, enter } from './rules/account.ts'

/** An account and the version its next state replaces (0: not written yet). */
export type StoredAccount = Account & { readonly version: number }

const accounts = defineRecord<StoredAccount, { readonly scheme: Scheme }>({
  kind: 'account',
  key: accountKey,
})
const entries = defineRecord<AccountEntry>({ kind: 'account-entry', key: entryKey })

export const readAccount = async (store: Store, scheme: Scheme): Promise<StoredAccount> =>
  (await accounts.read(store, { scheme })) ?? { ...emptyAccount(scheme), version: 0 }

/**
 * The writes that enter movements on an account as it was read. They are rejected when it has changed since. So the
 * balance that was checked is the one that is written.
 * @throws TongchouError `account.overdrawn`
 */
export const accountWrites = (account: StoredAccount, movements: readonly Movement[]): Write[] => {
  const entered = enter(account, movements)
  if (entered.status === 'refused')
    throw new TongchouError(entered.refusal.code, entered.refusal.reason, entered.refusal.figures)
  const { account: next, entries: made } = entered.value
  return [
    accounts.replace({ ...next, version: account.version }, account.version),
    ...made.map(entries.create),
  ]
}
