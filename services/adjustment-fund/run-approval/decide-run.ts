import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { refuse } from '../refusals.ts'
import type { ProposeRun, ProvincialRun, RunKind, YearOfLevies } from './rules/provincial-run.ts'
import { proposeRun, runNamed } from './rules/provincial-run.ts'
import type { StoredRun } from './store.ts'
import { provincialRuns, readRuns } from './store.ts'

/** Finds the run that an id names, of the kind that is asked for. */
export const findRun = async (store: Store, kind: RunKind, runId: string): Promise<Decision<StoredRun>> => {
  const name = runNamed(runId)
  const found = name?.run === kind ? await provincialRuns.read(store, name) : undefined
  return found ? accept(found) : refuse('run.not-proposed', { field: 'runId' })
}

/** Records a proposal at the next number of its year. Two at once: one finds the other's number taken, and looks again. */
export const recordProposal = (
  store: Store,
  command: ProposeRun,
  levies?: YearOfLevies,
): Promise<Decision<ProvincialRun>> =>
  retryConflicts(async () => {
    const before = await readRuns(store, command)
    const decision = proposeRun(command, before, levies)
    if (decision.status === 'refused') return decision
    if (before.some(({ number }) => number === decision.value.number)) return decision
    const written = await store.write([provincialRuns.replace({ ...decision.value, version: 0 }, 0)])
    return written.status === 'written' ? decision : undefined
  })

/** Decides on a run and saves it at its next version; the same decision again changes nothing. */
export const decideOnRun = (
  store: Store,
  { kind, runId }: { readonly kind: RunKind; readonly runId: string },
  decide: (run: ProvincialRun) => Decision<ProvincialRun>,
): Promise<Decision<ProvincialRun>> =>
  retryConflicts(async () => {
    const found = await findRun(store, kind, runId)
    if (found.status === 'refused') return found
    const { version, ...stands } = found.value
    const decision = decide(stands)
    if (decision.status === 'refused' || decision.value === stands) return decision
    const written = await store.write([provincialRuns.replace({ ...decision.value, version }, version)])
    return written.status === 'written' ? decision : undefined
  })
