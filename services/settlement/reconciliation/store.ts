import type { Day } from '#shared/calendar/day.ts'
import type { Store, Stored } from '#shared/edge/store/store.ts'
import type { SettledDifference } from './rules/settle-difference.ts'
import type { EntryTotals } from './rules/settled-entry.ts'

/** A reconciliation of details with one institution: what each side had, and what they did not agree on. */
export type Reconciliation = {
  readonly reconciliationId: string
  readonly institution: string
  readonly from: Day
  readonly to: Day
  /** Digest of what the institution sent. */
  readonly fingerprint: string
  /** Who sent it and when; absent on those recorded before this was kept. */
  readonly by?: string
  readonly ours: EntryTotals
  readonly theirs: EntryTotals
  readonly differences: readonly SettledDifference[]
}

/** A reconciliation as it was read. */
export type FoundReconciliation = { readonly version: number; readonly reconciliation: Reconciliation }

export type Reconciliations = {
  readonly find: (reconciliationId: string) => Promise<FoundReconciliation | undefined>
  /** Records it over the version it was decided on, 0 for a new one; `false`: someone was faster. */
  readonly record: (reconciliation: Reconciliation, version: number) => Promise<boolean>
}

const keyOf = (reconciliationId: string) => ({
  pk: `RECONCILIATION#${reconciliationId}`,
  sk: 'RECONCILIATION',
})

const foundIn = ({ pk: _, sk: __, kind: ___, version, ...rest }: Stored): FoundReconciliation => ({
  version: Number(version),
  reconciliation: rest as unknown as Reconciliation,
})

/** Opens the reconciliations on the service's table. */
export const openReconciliations = (store: Store): Reconciliations => ({
  find: async (reconciliationId) => {
    const stored = await store.get(keyOf(reconciliationId))
    return stored && foundIn(stored)
  },
  record: async (reconciliation, version) => {
    const item = { ...keyOf(reconciliation.reconciliationId), kind: 'reconciliation', ...reconciliation }
    return (await store.write([{ kind: 'replace', item, version }])).status === 'written'
  },
})
