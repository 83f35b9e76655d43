import type { Invariant, Violation } from '#shared/kernel/invariant.ts'
import { yearIn } from '../insured-year/records/insured-year-item.ts'
import type { InsuredYear } from '../insured-year/rules/insured-year.ts'
import { yearName } from '../insured-year/rules/recorded-year.ts'
import type { AccountEntry } from './account-entries.ts'
import { retiredMonths } from './rules/retiree-credit.ts'

const id = 'settlement.retiree-credits'

/** Judged from a person's entries and years together. */
export const retireesAreCreditedOnce: Invariant = {
  id,
  number: 4,
  rule: 'the pooled fund pays into an account at most once for a year, and only for who was entitled as a retired employee in it',
  start: () => {
    const entries = new Map<string, AccountEntry[]>()
    const years = new Map<string, InsuredYear>()
    return {
      see: (item) => {
        const year = yearIn(item)
        if (year) years.set(yearName(year.state), year.state)
        if (item.kind !== 'account-entry' || item.cause !== 'retiree-credit') return
        const entry = item as unknown as AccountEntry
        const of = yearName(entry)
        entries.set(of, [...(entries.get(of) ?? []), entry])
      },
      finish: () => {
        const violations = [...entries].flatMap(([where, own]): Violation[] => {
          const state = years.get(where)
          // What enrolment told since is no fault of who credited it.
          const isAsJudged = own.every(
            ({ retired }) =>
              retired &&
              retired.months > 0 &&
              (state?.entitlementVersion !== retired.entitlementVersion ||
                retiredMonths(state).length === retired.months),
          )
          return [
            ...(own.length > 1 ? [{ invariant: id, where, what: 'it is paid for twice' }] : []),
            ...(isAsJudged
              ? []
              : [{ invariant: id, where, what: 'its months are not those that they were retired in' }]),
            ...(own.every(({ amount }) => amount > 0)
              ? []
              : [{ invariant: id, where, what: 'nothing or less was paid into the account' }]),
          ]
        })
        return { checked: entries.size, violations }
      },
    }
  },
}
