import type { Day, FundYear } from '#shared/calendar/day.ts'
import { startRun } from '#shared/edge/runs/run.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { times } from '#shared/money/rate.ts'
import { readAgreedTerms } from '../agreement/agreed-terms.ts'
import type { Effects } from '../effects.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { readPlan, readQuotas } from '../quota/store.ts'
import { refuse } from '../refusals.ts'
import { isBeingCleared } from '../total-control/clearing-run.ts'
import type { AdvanceInput, InstitutionAdvance } from './advance-unit.ts'
import { advanceTask } from './advance-unit.ts'

type Command = { readonly fund: Fund; readonly year: FundYear; readonly on: Day }

const institutionsInAUnit = 20

/**
 * Starts the advance of working capital for a year, or goes on with it. Every institution with a quota gets the share
 * of it that its agreement says (total control, 三(七)). Refused without a quota plan, and once the year is being
 * cleared.
 */
export const startAdvance = async (
  { fund, year, on }: Command,
  { store, runs }: Pick<Effects, 'store' | 'runs'>,
): Promise<Decision<{ readonly runId: string }>> => {
  const plan = await readPlan(store, fund, year)
  if (!plan) return refuse('working-capital.no-quota-plan', { figures: { year } })
  if (await isBeingCleared(store, fund, year))
    return refuse('working-capital.year-being-cleared', { figures: { year } })
  const [quotas, terms] = await Promise.all([
    readQuotas(store, fund, plan),
    readAgreedTerms(store, fund, year),
  ])
  const shares = new Map(
    terms
      .filter(({ status }) => status === 'signed' || status === 'resumed')
      .map(({ institution, workingCapitalShare }) => [institution, workingCapitalShare]),
  )
  const lent = quotas.flatMap(({ institution, amount: quota }): InstitutionAdvance[] => {
    const share = shares.get(institution) ?? '0'
    const amount = times(quota, share)
    return amount > 0 ? [{ institution, quota, share, amount }] : []
  })
  const units = inPieces(lent, institutionsInAUnit).map((group) => {
    const input: AdvanceInput = { fund, year, on, lent: group }
    return { unitId: group[0]?.institution ?? '', input }
  })
  const runId = `WC-${fund.city}-${fund.scheme}-${year}`
  await startRun(runs(), { runId, task: advanceTask, parameters: { ...fund, year, on }, units })
  return accept({ runId })
}
