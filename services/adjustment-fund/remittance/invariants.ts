import { daysBetween } from '#shared/calendar/day.ts'
import type { Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { clawbacks } from '../gap/store.ts'
import { levies, levyReceipts, levyReminders } from '../levy/store.ts'
import type { ReminderHead } from './store.ts'
import { reminderHeads } from './store.ts'

const id = 'adjustment-fund.late-cities-are-reminded'

type Due = { readonly id: string; readonly scheme: Scheme; readonly dueOn: string }

/** A levy or a clawback that says its last day; what earlier releases clawed back does not. */
const dueOf = (item: RecordedItem): Due | undefined => {
  if (levies.is(item)) {
    const { levyId, scheme, status, dueOn } = levies.from(item)
    return status === 'due' ? { id: levyId, scheme, dueOn } : undefined
  }
  if (!clawbacks.is(item)) return undefined
  const { clawbackId, scheme, dueOn } = clawbacks.from(item)
  return dueOn === undefined ? undefined : { id: clawbackId, scheme, dueOn }
}

/** Nothing that a city owes the province is forgotten: not its levy, and not what it has to give back. */
export const lateCitiesAreReminded: Invariant = {
  id,
  number: 11,
  rule: 'Of no levy and no clawback the last day passed by as many days as lie between two reminders without a reminder.',
  start: () => {
    const due: Due[] = []
    const received = new Set<string>()
    const reminded = new Set<string>()
    const heads = new Map<Scheme, ReminderHead>()
    return {
      see: (item) => {
        const owed = dueOf(item)
        if (owed) due.push(owed)
        if (levyReceipts.is(item)) received.add(levyReceipts.from(item).levyId)
        if (levyReminders.is(item)) reminded.add(levyReminders.from(item).levyId)
        if (reminderHeads.is(item)) {
          const head = reminderHeads.from(item)
          heads.set(head.scheme, head)
        }
      },
      finish: () => {
        const violations = due.flatMap(({ id: where, scheme, dueOn }): Violation[] => {
          const head = heads.get(scheme)
          if (!head || received.has(where) || reminded.has(where)) return []
          const days = daysBetween(dueOn, head.through)
          if (days <= 0 || days < head.every) return []
          return [
            { invariant: id, where, what: 'it is late and its city was not reminded', figures: { days } },
          ]
        })
        return { checked: due.length, violations }
      },
    }
  },
}
