import type { Invariant, Violation } from '#shared/kernel/invariant.ts'
import { movedAccountsIn } from '../claims/rules/care-elsewhere.ts'
import { differences, figures, fundOf, tally, text } from '../ledger/rules/recorded.ts'

const id = 'budget.account-moves-on-both-sides'

/** Both sides of every move of an account, and the counters by which cities are settled with each other. */
export const accountMovesOnBothSides: Invariant = {
  id,
  number: 3,
  rule: 'Money of personal accounts that one city’s books gave = what another’s got, move by move, and what months count of it.',
  start: () => {
    const gave = tally()
    const got = tally()
    const sides = new Map<string, string[]>()
    const counted = tally()
    const booked = tally()
    return {
      see: (item) => {
        if (item.kind === 'fund-period') {
          const total = Object.values(movedAccountsIn(item)).reduce((sum, amount) => sum + amount, 0)
          if (total !== 0) counted.add(`${fundOf(item)} ${text(item, 'period')}`, { amount: total })
        }
        if (item.kind !== 'journal-entry' || item.reason !== 'account-moved') return
        const moved = figures(item, 'movements')
        const source = text(item, 'source')
        gave.add(source, { amount: moved['account-transferred-out'] ?? 0 })
        got.add(source, { amount: -(moved['account-transferred-in'] ?? 0) })
        sides.set(source, [...(sides.get(source) ?? []), fundOf(item)])
        const out = moved['account-transferred-out'] ?? 0
        if (out !== 0) booked.add(`${fundOf(item)} ${text(item, 'month')}`, { amount: out })
      },
      finish: () => {
        const found = differences(id, 'the two sides', gave, got)
        const months = differences(id, 'months and entries', counted, booked)
        const alone = [...sides]
          .filter(([, funds]) => funds.length !== 2 || funds[0] === funds[1])
          .map(
            ([where]): Violation => ({
              invariant: id,
              where,
              what: 'it is not booked in two cities, once each',
            }),
          )
        return { checked: sides.size, violations: [...found.violations, ...months.violations, ...alone] }
      },
    }
  },
}
