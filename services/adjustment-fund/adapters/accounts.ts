import type { Store, Write } from '#shared/edge/store/store.ts'
import { TongchouError } from '#shared/kernel/errors.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Account, Movement } from '../domain/account.ts'
import { emptyAccount, enter } from '../domain/account.ts'
import { accountKey, entryKey } from './keys.ts'

/** An account and the version its next state replaces (0: not written yet). */
export type StoredAccount = Account & { readonly version: number }

export const readAccount = async (store: Store, scheme: Scheme): Promise<StoredAccount> =>
  ((await store.get(accountKey(scheme))) as unknown as StoredAccount | undefined) ?? {
    ...emptyAccount(scheme),
    version: 0,
  }

/**
 * The writes that enter movements on an account as it was read; they are rejected when it has changed since, so the
 * balance that was checked is the balance that is written.
 * @throws TongchouError `account.overdrawn`
 */
export const accountWrites = (account: StoredAccount, movements: readonly Movement[]): Write[] => {
  const entered = enter(account, movements)
  if (entered.status === 'refused')
    throw new TongchouError(entered.refusal.code, entered.refusal.reason, entered.refusal.figures)
  const { account: next, entries } = entered.value
  return [
    {
      kind: 'replace',
      item: { ...accountKey(account.scheme), ...next, kind: 'account' },
      version: account.version,
    },
    ...entries.map(
      (entry): Write => ({
        kind: 'create',
        item: { ...entryKey(entry.scheme, entry.number), kind: 'account-entry', ...entry },
      }),
    ),
  ]
}
