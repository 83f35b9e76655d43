import type { Day, FundYear } from '#shared/calendar/day.ts'
import { startRun } from '#shared/edge/runs/run.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { isDecemberSettled } from '../ledger/december-settled.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { refuseBeforeEnd } from '../ledger/rules/year-over.ts'
import { readStandings } from '../monthly-settlement/settlement-state.ts'
import { refuse } from '../refusals.ts'
import { isBeingCleared } from '../total-control/clearing-run.ts'
import type { AssessmentInput } from './assess-unit.ts'
import { assessmentTask } from './assess-unit.ts'
import { assessmentUnits } from './rules/assessment-units.ts'

type Command = { readonly fund: Fund; readonly year: FundYear; readonly on: Day }

/**
 * Starts the assessment of a fund's institutions, or goes on with it. It may be made again on a later day, after
 * experts decided on cases or late claims arrived. It is refused before December is settled, and once the year is being
 * cleared.
 */
export const startAssessment = async (
  effects: Effects,
  { fund, year, on }: Command,
): Promise<Decision<{ readonly runId: string }>> => {
  const { store } = effects
  const early = refuseBeforeEnd({ on, year })
  if (early) return early
  if (!(await isDecemberSettled(store, fund, year)))
    return refuse('clearing.months-open', { figures: { year } })
  if (await isBeingCleared(store, fund, year))
    return refuse('assessment.year-being-cleared', { figures: { year } })
  const runId = `AS-${fund.city}-${fund.scheme}-${year}-${on}`
  const units = assessmentUnits(await readStandings(store, fund, year)).map((group) => {
    const input: AssessmentInput = { fund, year, on, institutions: group }
    return { unitId: group[0] ?? '', input }
  })
  await startRun(effects.runs(), { runId, task: assessmentTask, parameters: { ...fund, year, on }, units })
  return accept({ runId })
}
