import type { Day, FundYear } from '#shared/calendar/day.ts'
import { startRun } from '#shared/edge/runs/run.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { residentParts } from '../bill/store.ts'
import type { Effects } from '../effects.ts'
import type { SubsidySplit } from './rules/subsidy.ts'
import { splitSubsidy } from './rules/subsidy.ts'
import { subsidyRule } from './rules/subsidy-figures.ts'
import { openStatement } from './store.ts'

/** Which city's residents to claim subsidies for, of those paid up by a day. */
export type StartStatement = {
  readonly commandId: string
  readonly city: CityCode
  readonly year: FundYear
  readonly asOf: Day
}

/** What a unit of a statement's run works on: the bills of a part, from where the message before it left off. */
export type CountingInput = Omit<StartStatement, 'commandId'> & {
  readonly statementId: string
  readonly perResident: SubsidySplit
  readonly part: string
  readonly cursor?: string
  /** How many parts of those left out its messages before kept. */
  readonly parts?: number
}

export const statementTask = 'subsidy-statement'
/** The unit that a statement is issued with; it is complete when all others are. */
export const conclusion = 'conclusion'

/**
 * Begins a subsidy statement of a city and starts the run that counts for it, or goes on with those its command started.
 * @throws TongchouError `policy.missing` where the policy has no subsidy for the year
 */
export const startStatement = async (
  { commandId, ...asked }: StartStatement,
  { store, runs, policy }: Pick<Effects, 'store' | 'runs' | 'policy'>,
): Promise<{ readonly runId: string; readonly statementId: string }> => {
  const runId = stableId('S', commandId)
  const { perCapita, rule } = subsidyRule(policy(), asked.year, asked.city)
  const { statementId, perResident } = await openStatement(store, {
    ...{ runId, ...asked },
    perResident: splitSubsidy(perCapita, rule),
  })
  const units = [
    ...residentParts.map((part) => ({
      unitId: `residents:${part}`,
      input: { ...asked, statementId, perResident, part },
    })),
    // Queued too, for a run started again whose last message was lost between its completion and the conclusion.
    { unitId: conclusion, input: { statementId } },
  ]
  await startRun(runs(), { runId, task: statementTask, parameters: asked, units })
  return { runId, statementId }
}
