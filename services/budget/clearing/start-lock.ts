import type { Day, FundYear } from '#shared/calendar/day.ts'
import { problem } from '#shared/edge/http/problem.ts'
import { readRun, startRun } from '#shared/edge/runs/run.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import type { Effects } from '../effects.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { clearingRunId } from '../total-control/clearing-run.ts'
import type { LockInput } from './lock-unit.ts'
import { lockTask } from './lock-unit.ts'
import { listClearings } from './store.ts'

type Command = { readonly fund: Fund; readonly year: FundYear; readonly on: Day; readonly by: string }

/** Each has a statement, perhaps an order and something owed back in the transaction. */
const institutionsInAUnit = 15

/**
 * Starts the locking of a year's statements that stand on a day, or goes on with it; those disputed are left for a later day.
 * Whoever proposed them does not lock them.
 * @throws HttpProblem 409 before all statements are proposed, and for the one who proposed them
 */
export const startLock = async (effects: Effects, { fund, year, on, by }: Command): Promise<string> => {
  const { store } = effects
  const proposals = await readRun(store, clearingRunId(fund, year))
  if (proposals?.status !== 'done')
    throw problem(409, 'clearing.not-proposed', `the clearing of ${year} is not proposed to all institutions`)
  const statements = await Array.fromAsync(listClearings(store, fund, year), ({ institution, proposed }) => ({
    institution,
    proposed,
  }))
  const first = statements[0]?.proposed
  if (first?.by === by)
    throw problem(409, 'clearing.same-person', 'whoever proposed the statements does not lock them')
  if (first !== undefined && on < first.on)
    throw problem(409, 'clearing.locked-before-proposed', `the statements were proposed on ${first.on}`, 'on')
  const runId = `CK-${fund.city}-${fund.scheme}-${year}-${on}`
  const names = statements.map(({ institution }) => institution)
  const units = inPieces(names, institutionsInAUnit).map((institutions) => {
    const input: LockInput = { fund, year, on, by, institutions }
    return { unitId: institutions[0] ?? '', input }
  })
  await startRun(effects.runs(), { runId, task: lockTask, parameters: { ...fund, year, on, by }, units })
  return runId
}
