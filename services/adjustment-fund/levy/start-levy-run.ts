import type { Day, FundYear } from '#shared/calendar/day.ts'
import type { OfficeSignature } from '#shared/contracts/fields.ts'
import { readRun, startRun } from '#shared/edge/runs/run.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { sum } from '#shared/money/fen.ts'
import { Exact } from '#shared/money/rate.ts'
import { readAccount } from '../account/store.ts'
import type { Effects } from '../effects.ts'
import { ofYear, partition } from '../keys.ts'
import { refuse } from '../refusals.ts'
import { findRun, recordProposal } from '../run-approval/decide-run.ts'
import type { ProvincialRun, RunFigures } from '../run-approval/rules/provincial-run.ts'
import { approveRun, runIdOf } from '../run-approval/rules/provincial-run.ts'
import { approvalCounts, provincialRuns, readRuns } from '../run-approval/store.ts'
import { closedYears } from '../year/store.ts'
import type { LeviedBefore } from './rules/levy.ts'
import { restOf } from './rules/levy.ts'
import { levyRuleAt, mostInstalmentsAt } from './rules/levy-rule.ts'
import type { Levy } from './store.ts'
import { levies, leviesOwed } from './store.ts'

export type ProposeLevyRun = {
  readonly scheme: Scheme
  readonly year: FundYear
  readonly on: Day
  /** The pooling areas levied, in code order. */
  readonly cities: readonly string[]
  /** Which share of the year's levy; all that is left of it when absent. */
  readonly share?: string
  readonly proposed: OfficeSignature
  readonly commandId: string
}

/** What a unit of a run works from: the figures of the run, and its own city's. */
export type LevyUnitInput = RunFigures & {
  readonly scheme: Scheme
  readonly year: FundYear
  readonly on: Day
  /** The day on which the run was approved. */
  readonly toldOn: Day
  readonly city: string
  readonly base: number
  /** Which share of the year's levy it takes, and what the parts before it came to. */
  readonly share: string
  readonly before: LeviedBefore
}

/** The task of a levy's units: one city each. */
export const levyTask = 'assess-levy'

type CityBases = ReadonlyMap<string, number>

/** What each city collected in the year before a levy, of those that closed it. */
const basesOf = async (store: Store, scheme: Scheme, year: FundYear): Promise<CityBases> => {
  const closed = await Array.fromAsync(closedYears.list(store, partition('YEARS', scheme), ofYear(year - 1)))
  return new Map(closed.map(({ city, pooledCollection }) => [city, pooledCollection]))
}

const notClosed = (
  { year, cities }: Pick<ProvincialRun, 'year' | 'cities'>,
  bases: CityBases,
): Decision<never> | undefined => {
  const missing = cities.filter((city) => !bases.has(city))
  return missing.length === 0
    ? undefined
    : refuse('levy.year-not-closed', { figures: { year: year - 1, cities: missing.join(', ') } })
}

/**
 * Proposes the levy of some cities or all for a year; the others stay free for another run. Refused for a city whose
 * year before is not closed, or that is levied already.
 * @throws TongchouError `policy.missing` for a scheme that is not levied in the year
 */
export const proposeLevyRun = async (
  command: ProposeLevyRun,
  { store, policy }: Pick<Effects, 'store' | 'policy'>,
): Promise<Decision<ProvincialRun>> => {
  const { scheme, year, cities } = command
  const missing = notClosed(command, await basesOf(store, scheme, year))
  if (missing) return missing
  for (const city of cities) levyRuleAt(policy(), scheme, year, city)
  const levied = await leviesOf(store, scheme, year)
  const assessed = levied.map((levy) => ({ city: levy.city, runId: levy.runId, share: shareTaken(levy) }))
  const mostParts = mostInstalmentsAt(policy(), year)
  return recordProposal(store, { run: 'levy', ...command }, { assessed, mostParts })
}

const leviesOf = (store: Store, scheme: Scheme, year: FundYear): Promise<Levy[]> =>
  Array.fromAsync(levies.list(store, partition('LEVIES', scheme), ofYear(year)))

/** What a levy took of its year's; one that was assessed before parts is the whole. */
const shareTaken = ({ status, share = '1' }: Levy): string => (status === 'paused' ? '0' : share)

/** What was levied of a city's year before a run. */
const leviedBefore = (assessed: readonly Levy[], city: string, runId: string): LeviedBefore => {
  const own = assessed.filter((each) => each.city === city && each.runId !== runId)
  const share = own.reduce<Exact>((total, each) => total.plus(shareTaken(each)), new Exact(0))
  return { instalments: own.length, share: share.toString(), amount: sum(own.map(({ amount }) => amount)) }
}

/**
 * What the fund holds and is owed at a moment: the account, and all that was levied and is not received yet. So a levy in
 * parts pauses where one of all cities would.
 */
const figuresNow = async (
  store: Store,
  scheme: Scheme,
  bases: CityBases,
): Promise<Omit<RunFigures, 'approval'>> => {
  const [account, owed] = await Promise.all([readAccount(store, scheme), leviesOwed(store, scheme)])
  const outstanding = sum(owed.map(({ amount }) => amount))
  return {
    accumulated: account.balance + outstanding,
    outstanding,
    entries: account.entries,
    provincialCollection: sum([...bases.values()]),
  }
}

/** An approved run of the scheme's year that has not levied all its cities yet. */
const unfinished = async (store: Store, run: ProvincialRun): Promise<string | undefined> => {
  const approved = (await readRuns(store, run)).filter(
    (each) => each.status === 'approved' && each.number !== run.number,
  )
  for (const each of approved) {
    const runId = runIdOf(each)
    if ((await readRun(store, runId))?.status !== 'done') return runId
  }
  return undefined
}

/** Approves a run with the figures of the moment. Two approvals at once meet at the scheme's count, and one looks again. */
const approveWithFigures = (
  { store }: Pick<Effects, 'store'>,
  runId: string,
  approved: OfficeSignature,
): Promise<Decision<ProvincialRun>> =>
  retryConflicts(async () => {
    const found = await findRun(store, 'levy', runId)
    if (found.status === 'refused') return found
    const { version, ...run } = found.value
    if (run.status !== 'proposed') return approveRun(approved, run, undefined)
    const { scheme, year } = run
    const count = (await approvalCounts.read(store, { scheme })) ?? { scheme, approved: 0, version: 0 }
    const bases = await basesOf(store, scheme, year)
    const missing = notClosed(run, bases)
    if (missing) return missing
    const open = await unfinished(store, run)
    if (open !== undefined) return refuse('levy.earlier-run-open', { figures: { runId: open } })
    const approval = count.approved + 1
    const figures = { ...(await figuresNow(store, scheme, bases)), approval }
    const decision = approveRun(approved, run, figures)
    if (decision.status === 'refused') return decision
    const written = await store.write([
      provincialRuns.replace({ ...decision.value, version }, version),
      approvalCounts.replace({ ...count, approved: approval }, count.version),
    ])
    return written.status === 'written' ? decision : undefined
  })

/** Approves a proposed levy by another hand and starts it over its cities; approved again it goes on after a crash. */
export const approveLevyRun = async (
  runId: string,
  approved: OfficeSignature,
  effects: Pick<Effects, 'store' | 'runs'>,
): Promise<Decision<{ readonly runId: string }>> => {
  const { store, runs } = effects
  const decision = await approveWithFigures(effects, runId, approved)
  if (decision.status === 'refused') return decision
  const run = decision.value
  if (run.status !== 'approved' || run.figures === undefined) return refuse('run.rejected')
  const { scheme, year, on, cities, figures } = run
  const bases = await basesOf(store, scheme, year)
  const assessed = await leviesOf(store, scheme, year)
  await startRun(runs(), {
    runId,
    task: levyTask,
    parameters: { scheme, year, on, cities, ...figures },
    units: cities.map((city) => {
      const before = leviedBefore(assessed, city, runId)
      const part = { share: run.share ?? restOf(before), before }
      const input = {
        scheme,
        year,
        on,
        toldOn: run.approved.on,
        city,
        base: bases.get(city) ?? 0,
        ...part,
        ...figures,
      }
      return { unitId: city, input: input satisfies LevyUnitInput }
    }),
  })
  return accept({ runId })
}
