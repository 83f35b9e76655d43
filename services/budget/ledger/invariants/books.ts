import type { Invariant } from '#shared/kernel/invariant.ts'
import { sum } from '#shared/money/fen.ts'
import { movementsIn } from '../rules/movements.ts'
import { differences, eachOf, figure, figures, fundOf, tally, text } from '../rules/recorded.ts'

/** Debits and credits of every entry are equal. */
export const entriesBalance = eachOf(
  'journal-entry',
  { id: 'budget.entries-balance', number: 1, rule: 'Every journal entry sums to zero.' },
  (entry) => {
    const imbalance = sum(Object.values(figures(entry, 'movements')))
    return imbalance === 0 ? undefined : { what: 'the entry does not sum to zero', figures: { imbalance } }
  },
)

const periodsId = 'budget.periods-are-the-journal'

/** The counters of every period are what its entries say. */
export const periodsAreTheJournal: Invariant = {
  id: periodsId,
  number: 1,
  rule: 'The number of entries and the balances of every fund and period, recomputed from the journal, equal the stored ones.',
  start: () => {
    const journal = tally()
    const periods = tally()
    return {
      see: (item) => {
        if (item.kind === 'journal-entry')
          journal.add(`${fundOf(item)} ${text(item, 'month')}`, { ...figures(item, 'movements'), entries: 1 })
        if (item.kind === 'fund-period')
          periods.add(`${fundOf(item)} ${text(item, 'period')}`, {
            ...(movementsIn(item) as Record<string, number>),
            entries: figure(item, 'entries'),
          })
      },
      finish: () => differences(periodsId, 'journal and counters', journal, periods),
    }
  },
}

const guarded = ['special-account', 'expenditure-account']
const cashId = 'budget.cash-is-the-journal'

/** The money that payments are made out of is what the journal says is there, and never less than nothing. */
export const cashIsTheJournal: Invariant = {
  id: cashId,
  number: 1,
  rule: 'The balances of special and expenditure accounts equal the journal, and are never below zero.',
  start: () => {
    const journal = tally()
    const cash = tally()
    return {
      see: (item) => {
        if (item.kind === 'journal-entry') {
          const movements = figures(item, 'movements')
          const moved = guarded.flatMap((name) => (movements[name] === undefined ? [] : [name]))
          if (moved.length > 0)
            journal.add(fundOf(item), Object.fromEntries(moved.map((name) => [name, movements[name] ?? 0])))
        }
        if (item.kind === 'cash')
          cash.add(fundOf(item), Object.fromEntries(guarded.map((name) => [name, figure(item, name)])))
      },
      finish: () => {
        const { checked, violations } = differences(cashId, 'journal and money', journal, cash)
        const overdrawn = cash.places().flatMap((where) =>
          guarded
            .filter((name) => cash.at(where, name) < 0)
            .map((name) => ({
              invariant: cashId,
              where,
              what: `${name} is overdrawn`,
              figures: { is: cash.at(where, name) },
            })),
        )
        return { checked, violations: [...violations, ...overdrawn] }
      },
    }
  },
}
