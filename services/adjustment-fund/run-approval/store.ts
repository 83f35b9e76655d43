import type { FundYear } from '#shared/calendar/day.ts'
import type { OfficeSignature } from '#shared/contracts/fields.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { approvalsKey, runPartition, runRecordKey } from '../keys.ts'
import type { ProvincialRun, RunKind, RunName } from './rules/provincial-run.ts'
import { runNamed } from './rules/provincial-run.ts'

export type StoredRun = ProvincialRun & { readonly version: number }

/** Runs of a scheme and year, by their number. */
export const provincialRuns = defineRecord<StoredRun, RunName>({
  kind: 'provincial-run',
  key: runRecordKey,
})

/** How many levies of a scheme were approved: two approvals at once meet here, so that none misses what the other raises. */
export const approvalCounts = defineRecord<
  { readonly scheme: Scheme; readonly approved: number; readonly version: number },
  { readonly scheme: Scheme }
>({ kind: 'levy-approvals', key: approvalsKey })

/** The runs of a kind, scheme and year in their order: some in a year. */
export const readRuns = (
  store: Store,
  { run, scheme, year }: { readonly run: RunKind; readonly scheme: Scheme; readonly year: FundYear },
): Promise<StoredRun[]> => Array.fromAsync(provincialRuns.list(store, runPartition(run, scheme, year)))

/** Who approved a run as the second hand. */
export const readApprovalHand = async (store: Store, runId: string): Promise<OfficeSignature | undefined> => {
  const name = runNamed(runId)
  const run = name && (await provincialRuns.read(store, name))
  return run?.status === 'approved' ? run.approved : undefined
}
