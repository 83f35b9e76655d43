import type { Day, FundYear } from '#shared/calendar/day.ts'
import { startRun } from '#shared/edge/runs/run.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Effects } from '../effects.ts'

/** The task of a run's only unit. */
export const allocationTask = 'disburse-allocations'

export type AllocationRun = { readonly scheme: Scheme; readonly year: FundYear; readonly on: Day }

/** Starts the allocation of a year's approved shares on a day: one unit, since all shares meet one account. */
export const startAllocationRun = async (
  { scheme, year, on }: AllocationRun,
  { runs }: Pick<Effects, 'runs'>,
): Promise<string> => {
  const runId = `allocation-${scheme}-${year}-${on}`
  await startRun(runs(), {
    runId,
    task: allocationTask,
    parameters: { scheme, year, on },
    units: [{ unitId: 'all', input: { scheme, year, on } }],
  })
  return runId
}
