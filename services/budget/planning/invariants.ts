import type { Signature } from '#shared/contracts/fields.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { Approval } from '../ledger/rules/approval.ts'
import { eachOf } from '../ledger/rules/recorded.ts'
import type { OverrunApproval } from './rules/budget.ts'

type Hands = readonly [
  maker: Signature | undefined,
  reviewer: Signature | undefined,
  approver: Approval | undefined,
]

/** What a year's budget is approved by, first and each time it was adjusted, and its final accounts. */
const approvalsIn = (budget: RecordedItem): Hands[] => {
  const { compiled, reviewed, approved, accountsReviewed, finalised, overrun } = budget as RecordedItem & {
    readonly compiled: Signature
    readonly reviewed?: Signature
    readonly approved?: Approval
    readonly accountsReviewed?: Signature
    readonly finalised?: Approval
    readonly overrun?: OverrunApproval
  }
  const earlier = (budget.earlier ?? []) as readonly {
    readonly proposed: Signature
    readonly reviewed?: Signature
    readonly approved: Approval
  }[]
  return [
    [compiled, reviewed, approved],
    [compiled, accountsReviewed, finalised],
    ...(overrun ? [[overrun.proposed, overrun.reviewed, overrun.approved] as const] : []),
    ...earlier.map((each): Hands => [each.proposed, each.reviewed, each.approved]),
  ]
}

const isOneHand = (one: Signature | undefined, other: Signature | undefined): boolean =>
  one !== undefined && other !== undefined && isSamePerson(one.by, other.by)

/** Why an approval does not stand. One that does not say its office was given before this was asked of it. */
const faultOf = ([maker, reviewer, approver]: Hands): string | undefined => {
  if (!approver) return undefined
  if (isOneHand(maker, reviewer) || isOneHand(maker, approver) || isOneHand(reviewer, approver))
    return 'two of maker, reviewer and approver are one person'
  if (approver.level === undefined) return undefined
  if (!reviewer) return 'approved without a review'
  return approver.level === 'city' && !approver.delegatedBy
    ? 'a city approved what the province approves'
    : undefined
}

/** Nobody decides alone, or for the province, what a fund may spend and what it spent. */
export const budgetsTakeThreeHands = eachOf(
  'budget',
  {
    id: 'budget.budgets-take-three-hands',
    number: 10,
    rule: 'Every budget, adjustment, overrun approved after the fact and final accounts is made, reviewed and approved by three persons, approved by the province or by a city that policy lets.',
  },
  (budget) => {
    const what = approvalsIn(budget).flatMap((hands) => faultOf(hands) ?? [])[0]
    return what === undefined ? undefined : { what }
  },
)
