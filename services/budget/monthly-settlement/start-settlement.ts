import type { Day, Month } from '#shared/calendar/day.ts'
import { lastDayOf, yearOf } from '#shared/calendar/day.ts'
import { readRun, startRun } from '#shared/edge/runs/run.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { must } from '#shared/kernel/errors.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { Exact } from '#shared/money/rate.ts'
import { ratioAt } from '#shared/policy/policy.ts'
import { readAgreedTerms } from '../agreement/agreed-terms.ts'
import { usualTerms } from '../agreement/usual-terms.ts'
import type { Effects } from '../effects.ts'
import { closePeriod, readPeriods, readPeriodsAmong, recordClosings } from '../ledger/periods.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { FundPeriod } from '../ledger/rules/year-periods.ts'
import { dueAfter } from '../payment/due-on.ts'
import { readPlan } from '../quota/store.ts'
import { refuse } from '../refusals.ts'
import { isPaidByHead, monthlyTerms } from './monthly-terms.ts'
import type { AgreedPayment } from './payment-differences.ts'
import { lastClosed, monthsToClose } from './rules/months-to-close.ts'
import type { SettlementInput } from './settle-unit.ts'
import { settlementTask } from './settle-unit.ts'
import { institutionsAtOnce, institutionsToSettle } from './settlement-state.ts'

type Command = { readonly fund: Fund; readonly month: Month; readonly on: Day; readonly by: string }

/** The run that settles a month of a fund. */
export const settlementRunId = ({ city, scheme }: Fund, month: Month) => `MS-${city}-${scheme}-${month}`
/** The city whose settlement a run is, read from its id. */
const cityOfRun = (runId: string): string | undefined => /^MS-(\d{6})-/.exec(runId)?.[1]

const unfinishedRun = async (periods: readonly FundPeriod[], { store }: Pick<Effects, 'store'>) => {
  const closedBy = lastClosed(periods)?.closedBy ?? undefined
  if (closedBy === undefined || cityOfRun(closedBy) === undefined) return undefined
  const run = await readRun(store, closedBy)
  return run?.status === 'done' ? undefined : closedBy
}

/** The periods after some of them were closed: from the first of those on, whatever was booked into them meanwhile. */
const readAgain = async (
  store: Store,
  fund: Fund,
  periods: readonly FundPeriod[],
  closed: readonly Month[],
): Promise<readonly FundPeriod[]> => {
  const [from = '', to = ''] = [closed[0], closed.at(-1)]
  if (from === '') return periods
  const again = await readPeriodsAmong(store, fund, { from, to })
  return [...periods.filter(({ period }) => period < from), ...again]
}

/** Closes the months that this run settles and writes down what they held; refused when it cannot close them. */
const closeMonths = async (
  { fund, month, on }: Command,
  runId: string,
  effects: Pick<Effects, 'store'>,
): Promise<Decision<readonly FundPeriod[]>> => {
  const { store } = effects
  const periods = await readPeriods(store, fund, month)
  const decision = monthsToClose(
    { month, on, runId },
    { periods, unfinishedRun: await unfinishedRun(periods, effects) },
  )
  if (decision.status === 'refused') return decision
  if (decision.value.length > 0)
    await store.write(
      decision.value.map((each) =>
        closePeriod(fund, each, {
          ...{ closedOn: on, closedBy: runId },
          closedAs: each === month ? 'own' : 'along',
        }),
      ),
    )
  const standing = await readAgain(store, fund, periods, decision.value)
  const closed = standing.filter(({ closedBy }) => closedBy === runId)
  if (closed.length === 0)
    return refuse('settlement.month-closed', {
      figures: { month, runId: lastClosed(standing)?.closedBy ?? '' },
    })
  await recordClosings(store, fund, closed)
  return accept(closed)
}

/** @throws TongchouError `settlement.deposit-above-limit` when policy data holds back more than the law lets it */
const depositShareAt = ({ fund, on }: Command, { policy }: Pick<Effects, 'policy'>): string => {
  const moment = { on, city: fund.city }
  const share = ratioAt(policy(), 'total_control.deposit_share', moment)
  const limit = ratioAt(policy(), 'total_control.deposit_share_limit', moment)
  must(
    new Exact(share).lessThanOrEqualTo(limit),
    'settlement.deposit-above-limit',
    `a deposit of ${share} is above the limit of ${limit}`,
    { ...fund },
  )
  return share
}

/**
 * The units of a settlement: its institutions in groups, each named after its first. An institution that is paid by
 * head though nothing was claimed there is a unit by itself. Each is told what was agreed with its own.
 */
const unitsOf = (
  shared: Omit<SettlementInput, 'institutions' | 'agreed'>,
  institutions: readonly string[],
  terms: readonly AgreedPayment[],
) => {
  const listed = new Set(institutions)
  const byHead = terms.filter((each) => isPaidByHead(each) && !listed.has(each.institution))
  const groups = [
    ...inPieces(institutions, institutionsAtOnce(shared.months.length)),
    ...byHead.map(({ institution }) => [institution]),
  ]
  return groups.map((group) => {
    const own = new Set(group)
    const agreed = terms.filter(({ institution }) => own.has(institution))
    const input: SettlementInput = { ...shared, institutions: group, agreed }
    return { unitId: group[0] ?? '', input }
  })
}

/**
 * Starts a fund's monthly settlement, or goes on with it. It closes the month, then settles its institutions in groups,
 * each a unit named after its first. The months being closed, the groups are the same whenever it goes on. Refused
 * without a quota plan, and for a month that cannot be closed.
 */
export const startSettlement = async (
  command: Command,
  effects: Pick<Effects, 'store' | 'runs' | 'policy'>,
): Promise<Decision<{ readonly runId: string }>> => {
  const { store, runs } = effects
  const { fund, month, on, by } = command
  const year = yearOf(month)
  const plan = await readPlan(store, fund, year)
  if (!plan) return refuse('settlement.no-quota-plan', { figures: { year } })
  const depositShare = depositShareAt(command, effects)
  const runId = settlementRunId(fund, month)
  const closed = await closeMonths(command, runId, effects)
  if (closed.status === 'refused') return closed
  const months = closed.value.map(({ period }) => period)
  const dueOn = dueAfter(effects, { city: fund.city, declaredOn: lastDayOf(month) })
  const { bounds } = usualTerms(effects.policy(), fund, year)
  const terms = monthlyTerms(await readAgreedTerms(store, fund, year), month, depositShare, bounds)
  const units = unitsOf(
    { fund, year, month, months, on, planId: plan.planId, depositShare, dueOn, by },
    await institutionsToSettle(store, { fund, year, months }),
    terms,
  )
  await startRun(runs(), { runId, task: settlementTask, parameters: { ...fund, month, on }, units })
  return accept({ runId })
}
