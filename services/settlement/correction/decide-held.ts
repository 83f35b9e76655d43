import type { Signature } from '#shared/contracts/fields.ts'
import { readRun, readRunParameters, startRun } from '#shared/edge/runs/run.ts'
import type { Item } from '#shared/edge/store/attribute-value.ts'
import type { Decision, Refusal } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { doneByAnother } from '#shared/kernel/second-hand.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { refusal } from '../refusals.ts'
import { correctionTask } from './correction-unit.ts'
import type { CorrectionEffects } from './effects.ts'
import { listRun } from './listed-runs.ts'
import type { CorrectionRun, HeldDecision } from './rules/run-result.ts'

type OwnEffects = Pick<CorrectionEffects, 'corrections' | 'runs'>

/** Another person's word on a run, before it says which run it is on. */
export type Word =
  | { readonly approved: Signature }
  | { readonly rejected: Signature & { readonly reason: string } }

/** A run is decided on once: its id comes from that of the run it decides on, whoever decides. */
const decisionIdOf = (runId: string): string => stableId('K', 'decides', runId)

const isApproved = (decides: HeldDecision): boolean => 'approved' in decides

const handIn = (decides: HeldDecision): Signature =>
  'approved' in decides ? decides.approved : decides.rejected

/** Who decided on what a run held, by the run that carries the decision out. */
export const handOfDecision = async (
  runId: string,
  { runs }: Pick<OwnEffects, 'runs'>,
): Promise<Signature | undefined> => {
  const { decides } = (await readRunParameters<CorrectionRun>(runs().store, runId)) ?? {}
  return decides && handIn(decides)
}

/** Why a run is not, or not yet, this person's to decide on. */
const refuseDeciding = async (
  order: CorrectionRun,
  word: Word,
  { corrections, runs }: OwnEffects,
): Promise<Refusal | undefined> => {
  const { runId, ordered } = order
  if (!ordered || order.preview || order.decides) return refusal('correction.not-ordered')
  if ('approved' in word && isSamePerson(ordered.by, word.approved.by))
    return refusal('correction.orderer-is-approver')
  if ((await readRun(runs().store, runId))?.status !== 'done') return refusal('correction.still-running')
  return (await corrections.readTotals(runId)).held ? undefined : refusal('correction.nothing-waits')
}

/**
 * Decides on what a run found and held because it moves more than one person may move. Approved by another person than
 * ordered it, a run makes just what was found; what is found otherwise by then is held again. Rejected, by the orderer too, it waits no more.
 * The same again goes on with the same run.
 * @returns the id of the run that carries the decision out
 */
export const decideHeld = async (
  order: CorrectionRun,
  word: Word,
  effects: OwnEffects,
): Promise<Decision<string>> => {
  const runId = decisionIdOf(order.runId)
  const decides: HeldDecision = { runId: order.runId, ...word }
  const before = await readRunParameters<CorrectionRun>(effects.runs().store, runId)
  if (before?.decides && isApproved(before.decides) !== isApproved(decides))
    return { status: 'refused', refusal: refusal('correction.decided', { figures: { runId } }) }
  const done = before?.decides && doneByAnother(handIn(before.decides), handIn(decides).by)
  if (done) return done
  const refused = before ? undefined : await refuseDeciding(order, word, effects)
  if (refused) return { status: 'refused', refusal: refused }
  const run = before ?? { ...order, runId, decides }
  const units = [{ unitId: '0000', input: { run, heldOf: order.runId } }]
  const parameters: Item = { ...run }
  await listRun(effects.runs().store, run)
  await startRun(effects.runs(), { runId, task: correctionTask, parameters, units })
  return accept(runId)
}
