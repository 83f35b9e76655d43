import { eachOf, figure, text } from '../ledger/rules/recorded.ts'

/** A month in which there was care is settled by itself, before the months after it: nobody waits longer for its money. */
export const monthsAreSettledInOrder = eachOf(
  'fund-period',
  {
    id: 'budget.months-are-settled-in-order',
    number: 9,
    rule: 'A month that was closed along with a later one holds no claims, reversals or visits.',
  },
  (period) => {
    if (text(period, 'closedAs') !== 'along') return undefined
    const care = ['claims', 'reversals', 'visits'].map((name) => figure(period, name))
    return care.every((count) => count === 0)
      ? undefined
      : { what: 'a month with care was closed along with a later one', figures: { care: Math.max(...care) } }
  },
)
