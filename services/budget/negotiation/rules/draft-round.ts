import type { KeptMonths } from '../../quota/rules/plan-version.ts'
import { keptAmount } from '../../quota/rules/plan-version.ts'
import type { ProposedQuota } from '../../quota/rules/propose-quotas.ts'
import type { Parts } from '../../total-control/rules/parts.ts'
import { addParts } from '../../total-control/rules/parts.ts'
import type { Group, Position, PositionState } from './round.ts'

/** The group of an institution: its level and category. */
export const groupOf = ({ level, category }: { readonly level: number; readonly category: string }): string =>
  `level-${level} ${category}`

/** Where an institution starts in a round. */
export const firstPosition = (quota: ProposedQuota, group: string, kept: KeptMonths): Position => ({
  institution: quota.institution,
  group,
  amounts: quota.amounts,
  steps: quota.steps,
  least: keptAmount(kept),
  status: 'proposed',
  turns: [],
})

type GroupMember = { readonly group: string; readonly amounts: Parts }

/** The groups of a round in order, each with what its institutions have together. */
export const groupsOf = (positions: readonly GroupMember[]): Group[] =>
  [...Map.groupBy(positions, ({ group }) => group)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, members]) => ({
      group,
      institutions: members.length,
      amounts: addParts(members.map(({ amounts }) => amounts)),
    }))

/** How many positions stand where before anyone has answered. */
export const firstCounts = (positions: readonly Position[]): Record<PositionState, number> => ({
  proposed: positions.length,
  'counter-proposed': 0,
  agreed: 0,
})
