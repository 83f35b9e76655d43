import type { Invariant, Violation } from '#shared/kernel/invariant.ts'
import { yearIn } from '../insured-year/records/insured-year-item.ts'
import { yearName } from '../insured-year/rules/recorded-year.ts'
import type { AccountEntry } from './account-entries.ts'

const id = 'settlement.account-entries'

/** Judged from a person's years with the entries of their account. */
export const accountIsItsEntries: Invariant = {
  id,
  number: 4,
  rule: 'a personal account = credits + interest − uses − what was paid out: what a year says of interest and payouts is the sum of its entries',
  start: () => {
    const sums = new Map<string, number>()
    const years = new Map<string, number>()
    return {
      see: (item) => {
        if (item.kind === 'account-entry') {
          const entry = item as unknown as AccountEntry
          sums.set(yearName(entry), (sums.get(yearName(entry)) ?? 0) + entry.amount)
        }
        const year = yearIn(item)
        if (year) years.set(yearName(year.state), year.moved ?? 0)
      },
      finish: () => {
        const names = new Set([...sums.keys(), ...years.keys()])
        const violations = [...names].flatMap((where): Violation[] => {
          const figures = { entries: sums.get(where) ?? 0, moved: years.get(where) ?? 0 }
          return figures.entries === figures.moved
            ? []
            : [{ invariant: id, where, what: 'its entries are not what the year says', figures }]
        })
        return { checked: names.size, violations }
      },
    }
  },
}
