import type { Signature } from '#shared/contracts/fields.ts'
import { isOfOffice } from '#shared/kernel/authority.ts'
import type { Invariant, RecordedItem } from '#shared/kernel/invariant.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { Approval } from '../ledger/rules/approval.ts'
import { isInOrder } from '../ledger/rules/by-two.ts'
import { eachOf } from '../ledger/rules/recorded.ts'
import type { PassedLine } from './passed-lines.ts'
import { passedLines } from './passed-lines.ts'
import type { Budget, OverrunApproval } from './rules/budget.ts'
import { budgets } from './store.ts'

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
const faultOf = ([maker, reviewer, approver]: Hands, city: string): string | undefined => {
  if (!approver) return undefined
  if (isOneHand(maker, reviewer) || isOneHand(maker, approver) || isOneHand(reviewer, approver))
    return 'two of maker, reviewer and approver are one person'
  if (approver.level === undefined) return undefined
  if (!reviewer) return 'approved without a review'
  if (!isInOrder(maker, reviewer, approver)) return 'approved before it was made and reviewed'
  if (!isOfOffice({ scope: approver.level, division: approver.division }, city))
    return 'approved by another office than it says'
  return approver.level === 'city' && !approver.delegatedBy
    ? 'a city approved what the province approves'
    : undefined
}

const passedId = 'budget.passed-lines-are-of-their-budget'

/** A line that was told to have passed its budget had passed the one that was approved then. */
export const passedLinesAreOfTheirBudget: Invariant = {
  id: passedId,
  number: 9,
  rule: 'Every line that is told to have passed its budget names the amount that was approved then, and more was spent.',
  start: () => {
    const budgetsOf = new Map<string, Budget>()
    const told: PassedLine[] = []
    return {
      see: (item) => {
        if (passedLines.is(item)) told.push(passedLines.from(item))
        if (!budgets.is(item)) return
        const budget = budgets.from(item)
        budgetsOf.set(`${budget.fund.city} ${budget.fund.scheme} ${budget.year}`, budget)
      },
      finish: () => ({
        checked: told.length + budgetsOf.size,
        violations: told.flatMap(({ city, scheme, year, line, approval, budget, executed }) => {
          const where = `${city} ${scheme} ${year}`
          const approved = plannedBy(budgetsOf.get(where), approval)?.expenditure[line] ?? 0
          return budget === approved && executed > budget
            ? []
            : [
                {
                  invariant: passedId,
                  where: `${where} ${line}`,
                  what: 'a line was told that passed no budget',
                  figures: { approved, budget, executed },
                },
              ]
        }),
      }),
    }
  },
}

/** The table that was in force under an approval: earlier ones are kept with what took their place. */
const plannedBy = (budget: Budget | undefined, approval: number): Budget['table'] | undefined => {
  if (budget === undefined) return undefined
  const earlier = 'earlier' in budget ? (budget.earlier ?? []) : []
  return earlier[approval - 1]?.table ?? budget.table
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
    const what = approvalsIn(budget).flatMap(
      (hands) => faultOf(hands, budgets.from(budget).fund.city) ?? [],
    )[0]
    return what === undefined ? undefined : { what }
  },
)
