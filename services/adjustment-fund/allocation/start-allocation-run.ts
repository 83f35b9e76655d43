import type { Day, FundYear } from '#shared/calendar/day.ts'
import type { OfficeSignature } from '#shared/contracts/fields.ts'
import { startRun } from '#shared/edge/runs/run.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Effects } from '../effects.ts'
import { refuse } from '../refusals.ts'
import { decideOnRun, recordProposal } from '../run-approval/decide-run.ts'
import type { ProvincialRun } from '../run-approval/rules/provincial-run.ts'
import { approveRun } from '../run-approval/rules/provincial-run.ts'

/** The task of a run's only unit. */
export const allocationTask = 'disburse-allocations'

export type AllocationRun = {
  readonly scheme: Scheme
  readonly year: FundYear
  readonly on: Day
  /** The day on which it was approved; absent of what was queued before this was kept. */
  readonly decidedOn?: Day
}

/** Proposes to pay a year's approved shares on a day. */
export const proposeAllocationRun = (
  command: AllocationRun & { readonly proposed: OfficeSignature; readonly commandId: string },
  { store }: Pick<Effects, 'store'>,
): Promise<Decision<ProvincialRun>> => recordProposal(store, { run: 'allocation', cities: [], ...command })

/** Approves a proposed allocation by another hand and starts it: one unit, since all shares meet one account. */
export const approveAllocationRun = async (
  runId: string,
  approved: OfficeSignature,
  { store, runs }: Pick<Effects, 'store' | 'runs'>,
): Promise<Decision<{ readonly runId: string }>> => {
  const decision = await decideOnRun(store, { kind: 'allocation', runId }, (run) =>
    approveRun(approved, run, undefined),
  )
  if (decision.status === 'refused') return decision
  const run = decision.value
  if (run.status !== 'approved') return refuse('run.rejected')
  const { scheme, year, on } = run
  await startRun(runs(), {
    runId,
    task: allocationTask,
    parameters: { scheme, year, on },
    units: [{ unitId: 'all', input: { scheme, year, on, decidedOn: run.approved.on } }],
  })
  return accept({ runId })
}
