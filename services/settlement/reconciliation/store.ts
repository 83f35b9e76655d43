import type { Day } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'
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

/** A reconciliation with the version that its next write replaces. */
export type RecordedReconciliation = { readonly version: number; readonly reconciliation: Reconciliation }

export type Reconciliations = {
  readonly find: (reconciliationId: string) => Promise<RecordedReconciliation | undefined>
  /** Records it over the version it was decided on, 0 for a new one; `false`: someone was faster. */
  readonly record: (reconciliation: Reconciliation, version: number) => Promise<boolean>
}

export const reconciliations = defineRecord<
  Reconciliation & { readonly version: number },
  Pick<Reconciliation, 'reconciliationId'>
>({
  kind: 'reconciliation',
  key: ({ reconciliationId }) => ({ pk: `RECONCILIATION#${reconciliationId}`, sk: 'RECONCILIATION' }),
})

/** Opens the reconciliations on the service's table. */
export const openReconciliations = (store: Store): Reconciliations => ({
  find: async (reconciliationId) => {
    const stored = await store.get(reconciliations.key({ reconciliationId }))
    if (!stored) return undefined
    const { version, ...reconciliation } = reconciliations.content(stored)
    return { version, reconciliation }
  },
  record: async (reconciliation, version) => {
    const write = reconciliations.replace({ ...reconciliation, version }, version)
    return (await store.write([write])).status === 'written'
  },
})
