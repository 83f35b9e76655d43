import type { Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import { text } from '../ledger/rules/recorded.ts'
import { isAfterYear } from '../ledger/rules/year-over.ts'
import { clearings } from './store.ts'

const id = 'budget.years-end-in-order'

/** The days of a clearing statement in the order in which they have to come. */
const stepsOf = (item: RecordedItem): readonly string[] => {
  const statement = clearings.from(item)
  const { proposed } = statement
  const confirmed = 'confirmed' in statement ? statement.confirmed : undefined
  const disputed = 'disputed' in statement ? statement.disputed : undefined
  const decided = 'decided' in statement ? statement.decided : undefined
  return [proposed, confirmed, disputed, decided].flatMap((step) => (step ? [step.on] : []))
}

const isInOrder = (days: readonly string[]): boolean =>
  days.every((day, index) => index === 0 || day >= (days[index - 1] ?? ''))

/** What ends a year, and the days it names. */
const daysOf = (item: RecordedItem): readonly string[] | undefined => {
  if (item.kind === 'fund-year-closed') return [text(item, 'closedOn')]
  if (item.kind === 'institution-assessment') return [text(item, 'assessedOn')]
  return clearings.is(item) ? stepsOf(item) : undefined
}

/** A year is assessed, cleared and closed once it is over; a clearing is proposed, then answered, then decided on. */
export const yearsEndInOrder: Invariant = {
  id,
  number: 9,
  rule: 'Every year is assessed, cleared and closed after its last day, and every clearing is proposed, then answered, then decided on.',
  start: () => {
    let checked = 0
    const violations: Violation[] = []
    return {
      see: (item) => {
        const days = daysOf(item)
        if (!days) return
        checked += 1
        const [first = ''] = days
        const where = `${item.pk} ${item.sk}`
        const year = Number(text(item, 'year'))
        if (!isAfterYear(first, year))
          violations.push({
            invariant: id,
            where,
            what: 'the year was not over',
            figures: { on: first, year },
          })
        if (!isInOrder(days))
          violations.push({
            invariant: id,
            where,
            what: 'its steps are not in order',
            figures: { days: days.join(' ') },
          })
      },
      finish: () => ({ checked, violations }),
    }
  },
}
