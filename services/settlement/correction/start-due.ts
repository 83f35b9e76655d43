import type { ScheduleMessage } from '#shared/edge/runs/run.ts'
import { dueOn, readRunParameters } from '#shared/edge/runs/run.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { citiesOf } from '../insured-year/rules/insured-year.ts'
import type { RecordedYear } from '../insured-year/rules/recorded-year.ts'
import type { CorrectionEffects } from './effects.ts'
import { correctionLimits, yearsCorrected } from './rules/limits.ts'
import type { StartCorrection } from './start-correction.ts'
import { correctionRunOf, startCorrection } from './start-correction.ts'
import { waitingYears } from './waiting-persons.ts'

/** The task of the nightly schedule's message, which says when it was due. */
export const dueCorrectionsTask = 'correct-due'

/** So many persons one run is of, so that its record stays short. */
const personsARun = 1000

type OwnEffects = Pick<CorrectionEffects, 'corrections' | 'claims' | 'runs' | 'policy'>

/**
 * Starts a run, or goes on with the one of its name as that was started: whom it named may be corrected by now, and be
 * on no list any more.
 */
const startOnce = async (command: StartCorrection, effects: OwnEffects): Promise<string> => {
  const { runId } = correctionRunOf(command)
  const started = await readRunParameters<StartCorrection>(effects.runs().store, runId)
  return startCorrection({ ...command, persons: started?.persons ?? command.persons ?? [] }, effects)
}

/**
 * Starts the correction of whoever lost or changed their entitlement on days that were claimed on. Nobody has to think of
 * it: a death, a move or a refund told late is enough. There is a run for each city and year of a night. Its name comes
 * from these, so that a message that comes twice starts nothing twice. What moves more than the policy lets a run move
 * by itself waits for an officer's order.
 * @returns the ids of the runs
 */
export const startDueCorrections = async (
  message: ScheduleMessage,
  effects: OwnEffects,
): Promise<readonly string[]> => {
  const on = dueOn(message)
  const limits = correctionLimits(effects.policy(), on)
  const { approvalAbove, totalAbove } = limits
  const started: string[] = []
  for (const year of yearsCorrected(on, limits)) {
    const waiting = await waitingYears({ year }, effects)
    const years = waiting.filter(({ trail }) => trail.due.entitlement !== undefined)
    for (const [city, own] of Map.groupBy(years, ownerOf)) {
      const persons = own.map(({ state }) => state.personId).sort()
      for (const [index, piece] of inPieces(persons, personsARun).entries()) {
        const commandId = [dueCorrectionsTask, on, year, city ?? 'all', index].join(' ')
        const cause = {
          cause: 'entitlement',
          correctedOn: on,
          preview: false,
          approvalAbove,
          totalAbove,
        } as const
        const ofCity = city === undefined ? {} : { city }
        started.push(await startOnce({ commandId, year, ...ofCity, ...cause, persons: piece }, effects))
      }
    }
  }
  return started
}

const ownerOf = ({ state }: RecordedYear): string | undefined => citiesOf(state).at(-1)
