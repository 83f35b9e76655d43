import { log } from '#shared/edge/log.ts'
import { emitMetrics } from '#shared/edge/metrics.ts'
import type { Store } from '#shared/edge/store.ts'
import type { Finding, Invariant } from '#shared/kernel/invariant.ts'

/** What a check over a whole table found, by invariant. */
export type Findings = readonly (Finding & { readonly invariant: Invariant })[]

/** Shows every recorded item to every invariant, in one pass over the table. */
export const checkInvariants = async (
  invariants: readonly Invariant[],
  store: Pick<Store, 'scan'>,
): Promise<Findings> => {
  const checks = invariants.map((invariant) => ({ invariant, check: invariant.start() }))
  for await (const item of store.scan()) {
    for (const { check } of checks) check.see(item)
  }
  return checks.map(({ invariant, check }) => ({ invariant, ...check.finish() }))
}

/** Checks a service's own table and makes metrics of the result: an alarm watches `Violations`. */
export const audit = async (invariants: readonly Invariant[], store: Pick<Store, 'scan'>): Promise<void> => {
  for (const { invariant, checked, violations } of await checkInvariants(invariants, store)) {
    for (const violation of violations) log.error('invariant violated', { ...violation })
    emitMetrics(`audit-${invariant.id}`, { Checked: checked, Violations: violations.length })
  }
  emitMetrics('audit', { Audits: 1 })
}
