import type { Day } from '#shared/calendar/day.ts'
import type { CheckResult } from '#shared/edge/runs/tell-violations.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Overdue, Wait } from '#shared/kernel/wait.ts'
import { overdueOf } from '#shared/kernel/wait.ts'
import { decidedTables, groupPartPrefix, groupTablePartition } from '../keys.ts'
import { groupTableHeaders, partsOf } from '../payment-method/group-tables.ts'
import { groupTablesAreByTwo } from '../payment-method/invariants.ts'

/** Checks the tables of case groups, once a night with the province's books: a few a year. */
export const checkTables = async (
  store: Store,
  { waits, on }: { readonly waits: readonly Wait[]; readonly on: Day },
): Promise<Pick<CheckResult, 'checked' | 'violations'> & { readonly overdue: readonly Overdue[] }> => {
  const check = groupTablesAreByTwo.start()
  const overdue: Overdue[] = []
  for await (const item of store.list({ index: 'gsi1', pk: decidedTables })) {
    const { tableId, digest } = groupTableHeaders.from(item)
    const pk = groupTablePartition(partsOf(tableId, digest))
    for await (const part of store.list({ pk, prefix: groupPartPrefix })) check.see(part)
    check.see(item)
    overdue.push(...overdueOf(item, waits, on))
  }
  return { ...check.finish(), overdue }
}
