import type { FundYear } from '#shared/calendar/day.ts'
import { firstDayOfYear } from '#shared/calendar/day.ts'
import type { OfficeSignature } from '#shared/contracts/fields.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { tableAt } from '#shared/policy/policy.ts'
import { readFinalAccounts } from '../accounts/final-year.ts'
import type { Effects } from '../effects.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { poolTotals } from '../planning/rules/totals.ts'
import { readBudget } from '../planning/store.ts'
import { refuse } from '../refusals.ts'
import type { ClearedFigures } from './rules/actuals.ts'
import { actualsOf } from './rules/actuals.ts'
import type { IndicatorTable, PointsTable, Targets } from './rules/performance.ts'
import { indicatorTable, pointsTable, scoreOf } from './rules/performance.ts'
import type { BudgetTargets, ProposeTargets } from './rules/targets.ts'
import { approveTargets, proposeTargets } from './rules/targets.ts'
import type { Evaluation } from './store.ts'
import { budgetTargets, evaluations } from './store.ts'

export type FundYearName = { readonly fund: Fund; readonly year: FundYear }

const momentOf = ({ fund, year }: FundYearName) => ({ on: firstDayOfYear(year), city: fund.city })

export const indicatorsAt = ({ policy }: Pick<Effects, 'policy'>, of: FundYearName): IndicatorTable =>
  tableAt(policy(), 'performance.indicators', momentOf(of), indicatorTable)

const pointsAt = ({ policy }: Pick<Effects, 'policy'>, of: FundYearName): PointsTable =>
  tableAt(policy(), 'performance.points', momentOf(of), pointsTable)

type TargetEffects = Pick<Effects, 'store' | 'policy'>

const changeTargets = (
  of: FundYearName,
  { store }: TargetEffects,
  decide: (stands: BudgetTargets | undefined) => Decision<BudgetTargets>,
): Promise<Decision<BudgetTargets>> =>
  retryConflicts(async () => {
    const stands = await budgetTargets.read(store, of)
    const decided = decide(stands)
    if (decided.status === 'refused' || decided.value === stands) return decided
    const version = stands?.version ?? 0
    const written = await store.write([budgetTargets.replace({ ...decided.value, version }, version)])
    return written.status === 'written' ? decided : undefined
  })

/** A city proposes the targets of a year's budget. */
export const proposeTargetsCommand = async (
  command: ProposeTargets,
  effects: TargetEffects,
): Promise<Decision<BudgetTargets>> => {
  const { budget } = await readBudget(effects.store, command.fund, command.year)
  const judged = { budget, table: indicatorsAt(effects, command) }
  return changeTargets(command, effects, (stands) => proposeTargets(command, stands, judged))
}

/** The province approves them, by another person. */
export const approveTargetsCommand = async (
  of: FundYearName,
  approved: OfficeSignature,
  effects: TargetEffects,
): Promise<Decision<BudgetTargets>> => {
  const { budget } = await readBudget(effects.store, of.fund, of.year)
  return changeTargets(of, effects, (stands) => approveTargets(approved, stands, { budget }))
}

/** The targets in force of a year: those approved with its budget, else the province's own. */
const targetsOf = async (store: Store, of: FundYearName): Promise<Targets> => {
  const found = await budgetTargets.read(store, of)
  return found?.status === 'approved' ? found.targets : {}
}

/** What a year that is closed and cleared came to; undefined before. */
const clearedFigures = async (
  store: Store,
  { fund, year }: FundYearName,
): Promise<ClearedFigures | undefined> => {
  const { budget } = await readBudget(store, fund, year)
  const { accounts, beside } = await readFinalAccounts(store, budget, { fund, year })
  const evidence = beside.cleared?.evidence
  if (!budget || accounts.status === 'refused' || !accounts.value.cleared || !evidence) return undefined
  const earlier = 'earlier' in budget ? budget.earlier : undefined
  const { income, expenditure } = accounts.value.cleared.pooled
  return {
    ...{ opening: accounts.value.pooled.opening, income, expenditure, evidence },
    planned: poolTotals(earlier?.[0]?.table ?? budget.table, 'pooled').expenditure,
  }
}

/**
 * Evaluates a year's budget from its books, by one person of the province. It can be evaluated again until it is
 * published; then it stands.
 */
export const evaluateYear = (
  of: FundYearName,
  evaluated: OfficeSignature,
  effects: Pick<Effects, 'store' | 'policy'>,
): Promise<Decision<Evaluation>> =>
  retryConflicts(async () => {
    const { store } = effects
    const stands = await evaluations.read(store, of)
    if (stands?.published) return accept(stands)
    const figures = await clearedFigures(store, of)
    if (!figures) return refuse('performance.year-not-cleared', { figures: { year: of.year } })
    const judged = { targets: await targetsOf(store, of), actuals: actualsOf(figures) }
    const scored = scoreOf(judged, indicatorsAt(effects, of), pointsAt(effects, of))
    if (!scored) return refuse('performance.not-measured', { figures: { year: of.year } })
    const version = stands?.version ?? 0
    const evaluation = { fund: of.fund, year: of.year, ...scored, evaluated }
    const written = await store.write([evaluations.replace({ ...evaluation, version }, version)])
    return written.status === 'written' ? accept(evaluation) : undefined
  })

/** Publishes an evaluation as it was worked out, by another person of the province; again changes nothing. */
export const publishEvaluation = (
  of: FundYearName,
  published: OfficeSignature,
  { store }: Pick<Effects, 'store'>,
): Promise<Decision<Evaluation>> =>
  retryConflicts(async () => {
    const stands = await evaluations.read(store, of)
    if (!stands) return refuse('performance.not-evaluated', { figures: { year: of.year } })
    if (stands.published) return accept(stands)
    if (isSamePerson(stands.evaluated.by, published.by)) return refuse('budget.maker-is-checker')
    const { version, ...evaluation } = stands
    const next = { ...evaluation, published }
    const written = await store.write([evaluations.replace({ ...next, version }, version)])
    return written.status === 'written' ? accept(next) : undefined
  })

/** The score of the last year before one that was published, of the three before it. */
export const lastScore = async (
  store: Store,
  { fund, year }: FundYearName,
): Promise<{ readonly year: FundYear; readonly score: number } | undefined> => {
  for (const past of [year - 1, year - 2, year - 3]) {
    const found = await evaluations.read(store, { fund, year: past })
    if (found?.published) return { year: past, score: found.score }
  }
  return undefined
}
