import { startRun } from '#shared/edge/runs/run.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { isDecidedBy } from '../person/rules/insured.ts'
import { refuse } from '../refusals.ts'
import type { DuplicateDecision } from './rules/decision.ts'
import { decideOnDuplicates } from './rules/decision.ts'
import { duplicateDecisions } from './store.ts'

export const mergeTask = 'merge-duplicates'

/** What a unit of the run works on: one pair of the decision. */
export type MergeInput = { readonly decisionId: string; readonly likenessId: string }

/** The run of a decision; started again it goes on. */
const startMerging = async (
  { decisionId, pairs }: DuplicateDecision,
  { runs }: Pick<Effects, 'runs'>,
): Promise<void> => {
  await startRun(runs(), {
    runId: decisionId,
    task: mergeTask,
    parameters: { decisionId },
    units: pairs.map(({ likenessId }) => ({ unitId: likenessId, input: { decisionId, likenessId } })),
  })
}

/** Decides on what was proposed, once. An approved decision's run is started by whoever asks again, should it be lost. */
export const decideDuplicates = async (
  decisionId: string,
  command: Parameters<typeof decideOnDuplicates>[1],
  effects: Pick<Effects, 'store' | 'runs'>,
): Promise<Decision<DuplicateDecision>> => {
  const { store } = effects
  const { commandId } = command.by
  const decided = await retryConflicts(async (): Promise<Decision<DuplicateDecision> | undefined> => {
    const decision = await duplicateDecisions.read(store, { decisionId })
    if (!decision) return refuse('duplicate.unknown', { field: 'decisionId' })
    if (commandId !== undefined && isDecidedBy(decision, commandId)) return accept(decision)
    if (decision.status === 'approved') await startMerging(decision, effects)
    const judged = decideOnDuplicates(decision, command)
    if (judged.status === 'refused' || judged.value === decision) return judged
    const next = { ...judged.value, version: decision.version + 1 }
    const written = await store.write([duplicateDecisions.replace(next, decision.version)])
    return written.status === 'written' ? accept(next) : undefined
  })
  if (decided.status === 'accepted' && decided.value.status === 'approved')
    await startMerging(decided.value, effects)
  return decided
}
