import { yearOf } from '#shared/calendar/day.ts'
import type { Invariant, Violation } from '#shared/kernel/invariant.ts'
import { doneByTwo } from '../rules/by-two.ts'
import { figure, fundOf, text } from '../rules/recorded.ts'

/** Books are opened by two persons. */
export const booksAreOpenedByTwo = doneByTwo(
  'opening',
  {
    id: 'budget.books-are-opened-by-two',
    number: 10,
    rule: 'The balances that books are opened with were proposed by one person and approved by another.',
  },
  'opened',
)

const beforeId = 'budget.nothing-before-the-books'

/** What a fund brings along stands in its opening balances: nothing is booked in a month before, where it would count twice. */
export const nothingBeforeTheBooks: Invariant = {
  id: beforeId,
  number: 9,
  rule: 'No entry stands in a month before the year that the books of its fund begin with.',
  start: () => {
    const from = new Map<string, number>()
    const entries: { readonly fund: string; readonly where: string; readonly month: string }[] = []
    return {
      see: (item) => {
        if (item.kind === 'opening') from.set(fundOf(item), figure(item, 'year'))
        if (item.kind === 'journal-entry')
          entries.push({ fund: fundOf(item), where: `${item.pk} ${item.sk}`, month: text(item, 'month') })
      },
      finish: () => ({
        checked: entries.length,
        violations: entries.flatMap(({ fund, where, month }): Violation[] => {
          const year = from.get(fund)
          return year !== undefined && yearOf(month) < year
            ? [{ invariant: beforeId, where, what: 'it stands before the books', figures: { month, year } }]
            : []
        }),
      }),
    }
  },
}
