import type { Month } from '#shared/calendar/day.ts'
import { lastDayOf } from '#shared/calendar/day.ts'
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

/** A month is settled when it is over: what comes in it later would miss its own statement. */
export const monthsAreOverWhenSettled = eachOf(
  'fund-period',
  {
    id: 'budget.months-are-over-when-settled',
    number: 9,
    rule: 'A month that a settlement closed was closed after its last day.',
  },
  (period) => {
    if (text(period, 'closedAs') === '') return undefined
    const [month, closedOn] = [text(period, 'period'), text(period, 'closedOn')]
    return closedOn > lastDayOf(month as Month)
      ? undefined
      : { what: 'a month was settled before it was over', figures: { month, closedOn } }
  },
)
