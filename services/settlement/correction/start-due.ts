import type { Day, FundYear } from '#shared/calendar/day.ts'
import type { RunUnit, ScheduleMessage } from '#shared/edge/runs/run.ts'
import { dueOn, inputOf, queueUnits, readRunParameters } from '#shared/edge/runs/run.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { dueListsOf, listShares } from '../insured-year/records/person-lists.ts'
import { citiesOf } from '../insured-year/rules/insured-year.ts'
import type { RecordedYear } from '../insured-year/rules/recorded-year.ts'
import type { CorrectionEffects } from './effects.ts'
import { correctionLimits, yearsCorrected } from './rules/limits.ts'
import type { StartCorrection } from './start-correction.ts'
import { correctionRunOf, startCorrection } from './start-correction.ts'
import { yearsOn } from './waiting-persons.ts'

/** The task of the nightly schedule's message, which says when it was due. */
export const dueCorrectionsTask = 'correct-due'
/** The task of a share of it. */
export const dueShareTask = 'correct-due-share'

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

/** What one message of a night looks through: a share of the lists of a fund year. */
type NightShare = { readonly on: Day; readonly year: FundYear; readonly share: string }

/**
 * Has each share of the lists looked through by a message of its own: there are a thousand lists and more, and what ends
 * one message leaves the others done. A message that comes twice queues shares again, which start nothing twice.
 */
export const shareDueCorrections = async (
  message: ScheduleMessage,
  { policy, runs }: Pick<CorrectionEffects, 'policy' | 'runs'>,
): Promise<void> => {
  const on = dueOn(message)
  const shares = yearsCorrected(on, correctionLimits(policy(), on)).flatMap((year) =>
    listShares.map((share): NightShare => ({ on, year, share })),
  )
  const { queue, queueUrl } = runs()
  const unitOf = (input: NightShare): RunUnit => ({
    ...{ runId: '', unitId: `${input.year} ${input.share}`, task: dueShareTask, input },
  })
  await queueUnits(queue, queueUrl, shares.map(unitOf))
}

/**
 * Starts the correction of whoever lost or changed their entitlement on days that were claimed on. Nobody has to think of
 * it: a death, a move or a refund told late is enough. There is a run for each city and year of a night, and one more of
 * those in several funds or in none. Its name comes from these, so that a message that comes twice starts nothing twice.
 * What moves more than the policy lets a run move by itself waits for an officer's order.
 * @returns the ids of the runs
 */
export const startDueCorrections = async (unit: RunUnit, effects: OwnEffects): Promise<readonly string[]> => {
  const { on, year, share } = inputOf<NightShare>(unit)
  const { approvalAbove, totalAbove } = correctionLimits(effects.policy(), on)
  const found = await yearsOn(dueListsOf(year, share), year, effects)
  const due = found.filter(({ trail }) => trail.due.entitlement !== undefined)
  const started: string[] = []
  for (const [city, own] of Map.groupBy(due, ownerOf)) {
    const persons = own.map(({ state }) => state.personId).sort()
    const names = [dueCorrectionsTask, on, year, city ?? 'all', ...(share === city ? [] : [share])]
    for (const [index, piece] of inPieces(persons, personsARun).entries()) {
      const commandId = [...names, index].join(' ')
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
  return started
}

const ownerOf = ({ state }: RecordedYear): string | undefined => citiesOf(state).at(-1)
