import { startRun } from '#shared/edge/runs/run.ts'
import type { Item } from '#shared/edge/store/attribute-value.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import type { Fen } from '#shared/money/fen.ts'
import { personLists } from '../insured-year/records/person-lists.ts'
import { correctionTask } from './correction-unit.ts'
import type { CorrectionEffects } from './effects.ts'
import { listRun } from './listed-runs.ts'
import type { CorrectionRun } from './rules/run-result.ts'
import { personsAMessage } from './walk-persons.ts'

/** A run as it is asked for: `persons` names them, otherwise they are found by the cause. */
export type StartCorrection = Omit<CorrectionRun, 'runId' | 'decides'> & {
  readonly approvalAbove: Fen
  readonly totalAbove?: Fen
  readonly commandId: string
  readonly persons?: readonly string[]
}

/** What changed catalogue or plans may touch anyone; the other causes marked whom they touched. */
const touchesAnyone = ({ cause }: Pick<CorrectionRun, 'cause'>): boolean =>
  cause === 'catalogue' || cause === 'policy'

/** The run that a command starts: its id is the command's, so that it is made once. */
export const correctionRunOf = ({ commandId, persons: _, ...command }: StartCorrection): CorrectionRun => ({
  ...command,
  runId: stableId('K', commandId),
})

/**
 * Starts a run of corrections, or goes on with the one its command started. There is a unit for every twenty persons
 * named, or one for every list of those it may concern.
 * @throws TongchouError `run.other-parameters` when the command's id was used for another run
 */
export const startCorrection = async (
  { commandId, persons, ...command }: StartCorrection,
  { runs }: Pick<CorrectionEffects, 'runs'>,
): Promise<string> => {
  const run = correctionRunOf({ commandId, ...command })
  const { runId, year, city, scheme } = run
  const inputs = persons
    ? inPieces([...new Set(persons)], personsAMessage).map((piece) => ({ run, persons: piece }))
    : personLists(year, { city, scheme, onlyDue: !touchesAnyone(run) }).map((list) => ({ run, list }))
  const parameters: Item = { ...run, ...(persons ? { persons } : {}) }
  // Units go on side by side: each has its part of what the run may move, so that none has to wait for another.
  const mayMove =
    run.totalAbove === undefined ? {} : { mayMove: Math.floor(run.totalAbove / Math.max(1, inputs.length)) }
  const units = inputs.map((input, index) => ({
    unitId: String(index).padStart(4, '0'),
    input: { ...input, ...mayMove },
  }))
  await listRun(runs().store, run)
  await startRun(runs(), { runId, task: correctionTask, parameters, units })
  return runId
}
