import type { Invariant } from '#shared/kernel/invariant.ts'
import type { EntryName } from '../rules/journal-entry.ts'
import { movementsIn } from '../rules/movements.ts'
import { differences, eachOf, figures, fundOf, tally, text } from '../rules/recorded.ts'

const closedId = 'budget.closed-periods-stand'

/** A closed period holds what it held when it was closed. */
export const closedPeriodsStand: Invariant = {
  id: closedId,
  number: 9,
  rule: 'A closed month does not change.',
  start: () => {
    const closings = tally()
    const periods = tally()
    return {
      see: (item) => {
        const place = `${fundOf(item)} ${text(item, 'period')}`
        if (item.kind === 'period-closing') closings.add(place, figures(item, 'movements'))
        if (item.kind === 'fund-period') periods.add(place, movementsIn(item) as Record<string, number>)
      },
      finish: () => {
        const closed = tally()
        for (const place of closings.places())
          closed.add(
            place,
            Object.fromEntries(periods.names(place).map((name) => [name, periods.at(place, name)])),
          )
        return differences(closedId, 'closing and counters', closings, closed)
      },
    }
  },
}

/** What arrives late is booked later than the month it belongs to, and says so. */
export const lateEntriesAreLater = eachOf(
  'journal-entry',
  {
    id: 'budget.late-entries-are-later',
    number: 9,
    rule: 'A correction of a closed month is an entry in a later one that names it.',
  },
  (entry) => {
    const belongsTo = text(entry, 'belongsTo')
    const month = text(entry, 'month')
    return belongsTo === '' || belongsTo < month
      ? undefined
      : { what: 'a late entry stands before its month', figures: { belongsTo, month } }
  },
)

const correctionsId = 'budget.corrections-name-an-entry'

/** What is corrected stands as it was booked: a correction is an entry of its own that names it. */
export const correctionsNameAnEntry: Invariant = {
  id: correctionsId,
  number: 9,
  rule: 'Every correction names an entry that was booked, in the same or an earlier period.',
  start: () => {
    const entries = new Set<string>()
    const corrections: { where: string; named: string; isLater: boolean }[] = []
    return {
      see: (item) => {
        if (item.kind !== 'journal-entry') return
        entries.add(`${fundOf(item)} ${text(item, 'month')} ${text(item, 'entryId')}`)
        if (item.corrects === undefined) return
        const { period, entryId } = item.corrects as EntryName
        const named = `${fundOf(item)} ${period} ${entryId}`
        corrections.push({ where: `${item.pk} ${item.sk}`, named, isLater: period > text(item, 'month') })
      },
      finish: () => ({
        checked: entries.size,
        violations: corrections
          .filter(({ named, isLater }) => isLater || !entries.has(named))
          .map(({ where, named }) => ({
            invariant: correctionsId,
            where,
            what: 'a correction names no entry before it',
            figures: { named },
          })),
      }),
    }
  },
}
