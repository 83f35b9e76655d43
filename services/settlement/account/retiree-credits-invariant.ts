import type { Invariant, Violation } from '#shared/kernel/invariant.ts'
import { sum } from '#shared/money/fen.ts'
import { yearIn } from '../insured-year/records/insured-year-item.ts'
import type { InsuredYear } from '../insured-year/rules/insured-year.ts'
import { yearName } from '../insured-year/rules/recorded-year.ts'
import type { AccountEntry } from './account-entries.ts'
import { retiredMonths } from './rules/retiree-credit.ts'

const id = 'settlement.retiree-credits'

/** What is wrong with what was taken back of a credit after a death: more than it was, or months after the death are left. */
const deathFaults = (own: readonly AccountEntry[], state: InsuredYear | undefined): string[] => {
  const credits = own.filter(({ afterDeath }) => afterDeath === undefined)
  const stands = sum(own.map(({ amount }) => amount))
  const most = sum(credits.map(({ amount }) => amount))
  const months = state ? retiredMonths(state).length : 0
  // The dead are judged by how their year stands now: what enrolment told since is what takes it back.
  const told = own.map(({ retired }) => retired?.entitlementVersion ?? 0)
  const isLeft =
    state?.diedOn !== undefined &&
    own.every(({ retired }) => (retired?.months ?? 0) > months) &&
    Math.max(...told) < state.entitlementVersion
  return [
    ...(stands < 0 || stands > most ? ['more or less was taken back after a death than was credited'] : []),
    ...(isLeft ? ['months after a death are still credited'] : []),
  ]
}

/** Judged from a person's entries and years together. */
export const retireesAreCreditedOnce: Invariant = {
  id,
  number: 4,
  rule: 'the pooled fund pays into an account at most once for a year, and only for who was entitled as a retired employee in it; what it paid for months after a death is taken back',
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
          const credits = own.filter(({ afterDeath }) => afterDeath === undefined)
          const isAsJudged = own.every(
            ({ retired, afterDeath }) =>
              retired &&
              (retired.months > 0 || afterDeath) &&
              (state?.entitlementVersion !== retired.entitlementVersion ||
                retiredMonths(state).length === retired.months),
          )
          return [
            ...(credits.length > 1 ? [{ invariant: id, where, what: 'it is paid for twice' }] : []),
            ...(isAsJudged
              ? []
              : [{ invariant: id, where, what: 'its months are not those that they were retired in' }]),
            ...deathFaults(own, state).map((what) => ({ invariant: id, where, what })),
            ...(credits.every(({ amount }) => amount > 0)
              ? []
              : [{ invariant: id, where, what: 'nothing or less was paid into the account' }]),
          ]
        })
        return { checked: entries.size, violations }
      },
    }
  },
}
