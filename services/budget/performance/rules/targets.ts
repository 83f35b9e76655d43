import type { FundYear } from '#shared/calendar/day.ts'
import type { OfficeSignature, Signature } from '#shared/contracts/fields.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { Exact } from '#shared/money/rate.ts'
import type { Fund } from '../../ledger/rules/fund.ts'
import type { Budget } from '../../planning/rules/budget.ts'
import { refuse } from '../../refusals.ts'
import type { IndicatorTable, Targets } from './performance.ts'

/** The targets of a year's budget: proposed by the city, approved by the province; in force once approved. */
export type BudgetTargets = {
  readonly fund: Fund
  readonly year: FundYear
  readonly targets: Targets
  readonly proposed: Signature
} & ({ readonly status: 'proposed' } | { readonly status: 'approved'; readonly approved: OfficeSignature })

export type ProposeTargets = Pick<BudgetTargets, 'fund' | 'year' | 'targets' | 'proposed'>

/** What targets are judged by: the year's budget, and the indicators of the policy. */
export type TargetsOf = { readonly budget: Budget | undefined; readonly table: IndicatorTable }

/** A target that is easier than the province's. */
const easier = (targets: Targets, table: IndicatorTable) =>
  table.find(({ indicator, target, better }) => {
    const wanted = targets[indicator]
    if (wanted === undefined) return false
    return better === 'higher' ? new Exact(wanted).lessThan(target) : new Exact(wanted).greaterThan(target)
  })

const isOver = (budget: Budget): boolean => budget.status === 'executed' || budget.status === 'final'

/**
 * Proposes targets for a year's budget, none easier than the province's own. They stand with the budget, so that nobody
 * sets them by what the year came to. What is approved is not proposed anew.
 */
export const proposeTargets = (
  command: ProposeTargets,
  stands: BudgetTargets | undefined,
  { budget, table }: TargetsOf,
): Decision<BudgetTargets> => {
  const { year, targets } = command
  if (!budget) return refuse('budget.unknown', { field: 'year', figures: { year } })
  if (isOver(budget)) return refuse('performance.year-closed', { figures: { year } })
  if (stands?.status === 'approved') return refuse('performance.targets-approved', { figures: { year } })
  const unknown = Object.keys(targets).find((name) => !table.some(({ indicator }) => indicator === name))
  if (unknown !== undefined)
    return refuse('performance.no-such-indicator', { field: 'targets', figures: { indicator: unknown } })
  const low = easier(targets, table)
  if (low)
    return refuse('performance.target-easier', {
      field: 'targets',
      figures: { indicator: low.indicator, target: String(targets[low.indicator]), usual: low.target },
    })
  return accept({ ...command, status: 'proposed' })
}

/** Approves proposed targets, by another person than proposed them; again changes nothing. */
export const approveTargets = (
  approved: OfficeSignature,
  stands: BudgetTargets | undefined,
  { budget }: Pick<TargetsOf, 'budget'>,
): Decision<BudgetTargets> => {
  if (!stands) return refuse('performance.no-targets')
  if (stands.status === 'approved') return accept(stands)
  if (isSamePerson(approved.by, stands.proposed.by)) return refuse('budget.maker-is-checker')
  if (budget && isOver(budget)) return refuse('performance.year-closed', { figures: { year: stands.year } })
  return accept({ ...stands, status: 'approved', approved })
}
