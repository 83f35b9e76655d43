import type { Day } from '#shared/calendar/day.ts'
import { addDays, addMonths } from '#shared/calendar/day.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import type { Overdue } from '#shared/kernel/wait.ts'
import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { numberAt } from '#shared/policy/policy.ts'
import type { Movements } from '../ledger/rules/movements.ts'
import { addMovements, movementsIn } from '../ledger/rules/movements.ts'
import { figure, fundOf, text } from '../ledger/rules/recorded.ts'
import { bookedFacts, openingDifferences, statedMovements } from './rules/month-statement.ts'
import type { StatedMonth } from './stated-months.ts'
import { statedMonths } from './stated-months.ts'

/** A month whose statement does not say all that was told of it, or opens otherwise than the month before ends. */
export type MonthToRestate = {
  /** City, scheme and month. */
  readonly where: string
  /** The day of the statement that does not say it. */
  readonly since: Day
  /** What moved in the income account without being stated. */
  readonly amount: Fen
}

type Booked = { readonly facts: number; readonly movements: Movements }

const restatementOf = (
  where: string,
  stated: StatedMonth,
  { booked, before }: { readonly booked: Booked; readonly before: StatedMonth | undefined },
): MonthToRestate[] => {
  const isToldSince = booked.facts > bookedFacts(stated.lines)
  if (!isToldSince && openingDifferences(stated, before).every(({ isExplained }) => isExplained)) return []
  const income = (movements: Movements): Fen => movements['income-account'] ?? 0
  const amount = isToldSince ? income(booked.movements) - income(statedMovements(stated.lines)) : 0
  return [{ where, since: stated.statedOn, amount }]
}

/** Finds the months to be stated again, as records are seen in any order. */
export const startMonthsToRestate = () => {
  const statements = new Map<string, StatedMonth>()
  const told = new Map<string, Booked>()
  return {
    see: (item: RecordedItem): void => {
      if (statedMonths.is(item)) {
        const stated = statedMonths.from(item)
        statements.set(`${stated.city} ${stated.scheme} ${stated.month}`, stated)
      }
      if (item.kind !== 'contributed') return
      const where = `${fundOf(item)} ${text(item, 'factMonth')}`
      const before = told.get(where) ?? { facts: 0, movements: {} }
      told.set(where, {
        facts: sum([before.facts, figure(item, 'facts')]),
        movements: addMovements(before.movements, movementsIn(item)),
      })
    },
    finish: (): MonthToRestate[] =>
      [...statements].flatMap(([where, stated]) => {
        const { city, scheme, month } = stated
        const before = statements.get(`${city} ${scheme} ${addMonths(month, -1)}`)
        return restatementOf(where, stated, {
          booked: told.get(where) ?? { facts: 0, movements: {} },
          before,
        })
      }),
  }
}

/** The months that nobody stated again within the days of the policy, which the schedule's own second statement is within. */
export const restatedLate = (months: readonly MonthToRestate[], policy: Policy, on: Day): Overdue[] =>
  months
    .map(({ where, since, amount }) => ({
      ...{ wait: 'budget.months-are-stated-again', where, since, amount },
      until: addDays(since, numberAt(policy, 'general.wait.restating_days', { on: since })),
    }))
    .filter(({ until }) => until < on)
