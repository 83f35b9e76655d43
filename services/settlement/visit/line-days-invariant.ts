import type { Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import type { Visit } from './rules/visit.ts'
import { visitOf } from './rules/visit.ts'
import { eventNumber, eventOf } from './store.ts'

const id = 'settlement.line-days'

/** The events of a visit in their order; undefined where not all of them were seen. */
const wholeOf = (items: readonly RecordedItem[]): readonly RecordedItem[] | undefined => {
  const ordered = items.toSorted((one, other) => eventNumber(one) - eventNumber(other))
  return ordered.every((item, index) => eventNumber(item) === index + 1) ? ordered : undefined
}

/** The settled lines of a visit that arose before it began or after the discharge. */
const outside = ({ facts: { beganOn }, endedOn, settlements, lines }: Visit): readonly string[] => {
  const settled = new Set(settlements.flatMap(({ serials }) => serials))
  return lines
    .filter(({ serial }) => settled.has(serial))
    .filter(({ on }) => on !== undefined && (on < beganOn || (endedOn !== undefined && on > endedOn)))
    .map(({ serial, on }) => `${serial} ${on}`)
}

/** Every line that was settled of a visit lies in its days. */
export const lineDays: Invariant = {
  id,
  number: 2,
  rule: 'a fee line that was settled of a visit arose between its first day and its last',
  start: () => {
    const events = new Map<string, RecordedItem[]>()
    return {
      see: (item) => {
        if (eventNumber(item) > 0) events.set(item.pk, [...(events.get(item.pk) ?? []), item])
      },
      finish: () => {
        const violations: Violation[] = []
        let checked = 0
        for (const [where, items] of events) {
          const visit = visitOf(where, wholeOf(items)?.map(eventOf) ?? [])
          if (!visit || visit.settlements.length === 0) continue
          checked += 1
          const lines = outside(visit)
          if (lines.length > 0)
            violations.push({
              ...{ invariant: id, where, what: 'a line of it lies outside its days' },
              figures: { lines: lines.join(', ') },
            })
        }
        return { checked, violations }
      },
    }
  },
}
