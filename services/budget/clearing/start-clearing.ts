import type { Day } from '#shared/calendar/day.ts'
import { addDays } from '#shared/calendar/day.ts'
import { startRun } from '#shared/edge/runs/run.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { numberAt } from '#shared/policy/policy.ts'
import type { Effects } from '../effects.ts'
import { refuseBeforeEnd } from '../ledger/rules/year-over.ts'
import { clearingRunId } from '../total-control/clearing-run.ts'
import type { YearOn } from './clearing-inputs.ts'
import { prepareClearing } from './clearing-inputs.ts'
import type { ProposalInput } from './propose-unit.ts'
import { clearingTask } from './propose-unit.ts'
import { recordPools } from './store.ts'

/** `today` is the day on which it is really sent: institutions have their days from then on, however it is dated. */
type Command = YearOn & { readonly by: string; readonly today: Day }

/** A unit's transaction holds each institution's statement, and its message what each is cleared on. */
const institutionsInAUnit = 20

/**
 * Starts the clearing of a fund's year, or goes on with it. It divides what is shared by points and packages. Then it
 * proposes a statement to every institution that was settled with in the year.
 */
export const startClearing = async (
  command: Command,
  { store, runs, policy }: Pick<Effects, 'store' | 'runs' | 'policy'>,
): Promise<Decision<{ readonly runId: string }>> => {
  const { fund, year, on, by, today } = command
  const early = refuseBeforeEnd(command)
  if (early) return early
  const prepared = await prepareClearing(command, { store, policy })
  if (prepared.status === 'refused') return prepared
  const { years, pools } = prepared.value
  const answerDays = numberAt(policy(), 'clearing.answer_days', { on, city: fund.city })
  const told = on > today ? on : today
  const answerBy = addDays(told, answerDays)
  const units = inPieces(years, institutionsInAUnit).map((group) => {
    const input: ProposalInput = { fund, year, on, by, answerBy, told, answerDays, years: group }
    return { unitId: group[0]?.institution ?? '', input }
  })
  const runId = clearingRunId(fund, year)
  await startRun(runs(), { runId, task: clearingTask, parameters: { ...fund, year, on, by }, units })
  // From here on nothing that pools are divided by can change, so that whoever goes on writes down the same.
  await recordPools(store, fund, year, pools)
  return accept({ runId })
}
