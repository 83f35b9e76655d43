import type { Invariant, RecordedItem } from '#shared/kernel/invariant.ts'
import { doneByTwo } from '../ledger/rules/by-two.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { Movements } from '../ledger/rules/movements.ts'
import { addMovements, movementsIn } from '../ledger/rules/movements.ts'
import { fundOf, text } from '../ledger/rules/recorded.ts'
import { unapprovedOverruns } from '../planning/rules/approve-overrun.ts'
import type { Budget } from '../planning/rules/budget.ts'
import { overrunsOf } from '../planning/rules/overrun.ts'
import { budgets } from '../planning/store.ts'

/** Adds up what moved in years before their results were carried, as periods are seen in any order. */
const startSpentOfYears = () => {
  const spent = new Map<string, Movements>()
  return {
    see: (item: RecordedItem): void => {
      const period = text(item, 'period')
      if (item.kind !== 'fund-period' || period.endsWith('-14')) return
      const place = `${fundOf(item)} ${period.slice(0, 4)}`
      spent.set(place, addMovements(spent.get(place) ?? {}, movementsIn(item)))
    },
    of: (place: string): Movements => spent.get(place) ?? {},
  }
}

const executedId = 'budget.executed-years-are-closed'

const isExecuted = (status: unknown): boolean => status === 'executed' || status === 'final'

/** A budget is executed when, and only when, its year is closed, on the same day. */
export const executedYearsAreClosed: Invariant = {
  id: executedId,
  number: 9,
  rule: 'A budget is executed if and only if its year is closed, both on the same day.',
  start: () => {
    const closed = new Map<string, string>()
    const executed = new Map<string, string>()
    return {
      see: (item) => {
        if (item.kind !== 'fund-year-closed' && item.kind !== 'budget') return
        const { city, scheme } = item.fund as Fund
        const place = `${city} ${scheme} ${text(item, 'year')}`
        if (item.kind === 'fund-year-closed') closed.set(place, text(item, 'closedOn'))
        if (item.kind === 'budget' && isExecuted(item.status)) executed.set(place, text(item, 'closedOn'))
      },
      finish: () => {
        const places = [...new Set([...closed.keys(), ...executed.keys()])]
        const violations = places
          .filter((place) => closed.get(place) !== executed.get(place))
          .map((where) => ({
            invariant: executedId,
            where,
            what: 'the year and its budget do not end together',
            figures: { closed: closed.get(where) ?? 'open', executed: executed.get(where) ?? 'open' },
          }))
        return { checked: places.length, violations }
      },
    }
  },
}

/** A year is closed by two persons. */
export const yearsAreClosedByTwo = doneByTwo(
  'fund-year-closed',
  {
    id: 'budget.years-are-closed-by-two',
    number: 10,
    rule: 'Every year that is closed was proposed by one person and closed by another.',
  },
  'closed',
)

const finalId = 'budget.final-accounts-have-no-open-overrun'

/** What was overspent in a year with final accounts was approved, by an adjustment or after the fact. */
export const finalAccountsHaveNoOpenOverrun: Invariant = {
  id: finalId,
  number: 9,
  rule: 'Where final accounts are approved, every line above its budget has an approval after the fact, by line and amount.',
  start: () => {
    const finals = new Map<string, Parameters<typeof unapprovedOverruns>[0]>()
    const spent = startSpentOfYears()
    return {
      see: (item) => {
        spent.see(item)
        if (!budgets.is(item)) return
        const budget = budgets.from(item)
        // Accounts that do not say from which office they were approved were approved before overruns were asked for.
        if (budget.status !== 'final' || budget.finalised.level === undefined) return
        finals.set(`${budget.fund.city} ${budget.fund.scheme} ${budget.year}`, budget)
      },
      finish: () => ({
        checked: finals.size,
        violations: [...finals].flatMap(([where, budget]) =>
          unapprovedOverruns(budget, spent.of(where)).map(({ line, over }) => ({
            invariant: finalId,
            where,
            what: `${line} was overspent and nobody approved it`,
            figures: { over },
          })),
        ),
      }),
    }
  },
}

const keptId = 'budget.closed-years-keep-their-budget'

/** A year that two persons closed spent no more on any line than its approved budget has. */
export const closedYearsKeepTheirBudget: Invariant = {
  id: keptId,
  number: 9,
  rule: 'No line of a closed year is above the budget that was approved for it.',
  start: () => {
    const closed = new Set<string>()
    const budgets = new Map<string, Budget['table']>()
    const spent = startSpentOfYears()
    return {
      see: (item) => {
        spent.see(item)
        if (item.kind !== 'fund-year-closed' && item.kind !== 'budget') return
        const { city, scheme } = item.fund as Fund
        const place = `${city} ${scheme} ${text(item, 'year')}`
        // Years that one person closed were closed before their lines were bound.
        if (item.kind === 'fund-year-closed' && item.proposed !== undefined) closed.add(place)
        if (item.kind === 'budget' && isExecuted(item.status))
          budgets.set(place, item.table as Budget['table'])
      },
      finish: () => ({
        checked: closed.size,
        violations: [...closed].flatMap((where) => {
          const table = budgets.get(where)
          const overruns = table ? overrunsOf(table, spent.of(where)) : []
          return overruns.map(({ line, over }) => ({
            invariant: keptId,
            where,
            what: `${line} is above its budget`,
            figures: { over },
          }))
        }),
      }),
    }
  },
}
