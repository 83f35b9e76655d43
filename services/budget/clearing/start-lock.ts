import type { Day, FundYear } from '#shared/calendar/day.ts'
import { readRun, startRun } from '#shared/edge/runs/run.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { growthVerifiers } from '../assessment/volume-growths.ts'
import type { Effects } from '../effects.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { dueAfter } from '../payment/due-on.ts'
import { readReviews } from '../payment-method/case-reviews.ts'
import { refuse } from '../refusals.ts'
import { clearingRunId } from '../total-control/clearing-run.ts'
import type { LockInput } from './lock-unit.ts'
import { lockTask } from './lock-unit.ts'
import { recordClearedYear } from './record-cleared-year.ts'
import { listClearings } from './store.ts'

type Command = { readonly fund: Fund; readonly year: FundYear; readonly on: Day; readonly by: string }

/** Each has a statement, perhaps an order and something owed back in the transaction. */
const institutionsInAUnit = 15

/** Who decided what a case weighs, or by how much volume grew. */
const weighers = async (store: Store, fund: Fund, year: FundYear): Promise<string[]> => {
  const reviews = await readReviews(store, fund, year)
  return [...reviews.map(({ by }) => by), ...(await growthVerifiers(store, fund, year))]
}

/**
 * Starts the locking of a year's statements that stand on a day, or goes on with it; those disputed are left for a later day.
 * Refused before all statements are proposed, to the one who proposed them, and to whoever weighed a case or verified a
 * growth of the year: that moved what is paid out.
 */
export const startLock = async (
  { fund, year, on, by }: Command,
  { store, runs, policy }: Pick<Effects, 'store' | 'runs' | 'policy'>,
): Promise<Decision<{ readonly runId: string }>> => {
  const proposals = await readRun(store, clearingRunId(fund, year))
  if (proposals?.status !== 'done')
    return refuse('clearing.not-proposed', { figures: { state: proposals?.status ?? 'not-begun' } })
  const statements = await Array.fromAsync(listClearings(store, fund, year), ({ institution, proposed }) => ({
    institution,
    proposed,
  }))
  const first = statements[0]?.proposed
  const hands = [...(first ? [first.by] : []), ...(await weighers(store, fund, year))]
  if (hands.some((hand) => isSamePerson(hand, by))) return refuse('clearing.same-person')
  if (first !== undefined && on < first.on)
    return refuse('clearing.locked-before-proposed', { field: 'on', figures: { proposedOn: first.on } })
  const runId = `CK-${fund.city}-${fund.scheme}-${year}-${on}`
  const names = statements.map(({ institution }) => institution)
  const dueOn = dueAfter({ policy }, { city: fund.city, declaredOn: on })
  const units = inPieces(names, institutionsInAUnit).map((institutions) => {
    const input: LockInput = { fund, year, on, by, dueOn, institutions }
    return { unitId: institutions[0] ?? '', input }
  })
  await startRun(runs(), { runId, task: lockTask, parameters: { ...fund, year, on, by }, units })
  // Where the run had ended before, or has nothing to do, no unit ends the clearing of the year.
  const run = await readRun(store, runId)
  if (run?.status === 'done') await recordClearedYear(store, { fund, year, on })
  return accept({ runId })
}
