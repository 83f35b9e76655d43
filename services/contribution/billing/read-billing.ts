import type { Day, FundYear, Month } from '#shared/calendar/day.ts'
import type { RunProgress } from '#shared/edge/runs/run.ts'
import { readRun, readRunParameters, unitResults } from '#shared/edge/runs/run.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import type { Tally } from './rules/left-out.ts'
import { addTallies, nothingBilled } from './rules/left-out.ts'

/** What a billing run was started with. */
type Parameters = {
  readonly city: CityCode
  readonly kind: string
  readonly month?: Month
  readonly year?: FundYear
  readonly on: Day
}

/** A billing run: how far it is, and what it came to so far. */
export type BillingRun = Parameters & Pick<RunProgress, 'runId' | 'units' | 'done' | 'status'> & Tally

export const billingTasks = ['employer-month', 'resident-year', 'large-sum'] as const

const isBilling = (task: string): boolean => (billingTasks as readonly string[]).includes(task)

/** Reads a billing run; undefined where there is none of the id, or it is a run of another kind. */
export const readBilling = async (store: Store, runId: string): Promise<BillingRun | undefined> => {
  const run = await readRun(store, runId)
  if (!run || !isBilling(run.task)) return undefined
  const parameters = await readRunParameters<Parameters>(store, runId)
  if (!parameters) return undefined
  const tallies: Tally[] = []
  // Units of the first releases did not count the persons, the amount and those left out.
  for await (const { result } of unitResults<Partial<Tally>>(store, runId))
    tallies.push({ ...nothingBilled, ...result })
  const { units, done, status } = run
  return { runId, units, done, status, ...parameters, ...addTallies(tallies) }
}
