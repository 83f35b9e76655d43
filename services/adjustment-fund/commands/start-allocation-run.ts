import type { Day, FundYear } from '#shared/calendar/day.ts'
import { startRun } from '#shared/edge/runs/run.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Effects } from '../effects.ts'

export type AllocationRun = { readonly scheme: Scheme; readonly year: FundYear; readonly on: Day }

/** Starts the allocation of a year's approved shares on a day: one unit, since all shares meet one account. */
export const startAllocationRun = async (
  { scheme, year, on }: AllocationRun,
  { store, queue, queueUrl }: Pick<Effects, 'store' | 'queue' | 'queueUrl'>,
): Promise<string> => {
  const runId = `allocation-${scheme}-${year}-${on}`
  await startRun(
    { store, queue, queueUrl: queueUrl() },
    {
      runId,
      task: 'disburse-allocations',
      parameters: { scheme, year, on },
      units: [{ unitId: 'all', input: { scheme, year, on } }],
    },
  )
  return runId
}
