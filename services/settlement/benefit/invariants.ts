import { daysBetween, yearOf } from '#shared/calendar/day.ts'
import type { Invariant, Violation } from '#shared/kernel/invariant.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { sum } from '#shared/money/fen.ts'
import type { AccountEntry } from '../account/account-entries.ts'
import { yearIn } from '../insured-year/records/insured-year-item.ts'
import type { InsuredYear } from '../insured-year/rules/insured-year.ts'
import { spellOn } from '../insured-year/rules/insured-year.ts'
import { yearName } from '../insured-year/rules/recorded-year.ts'
import { personIdOf } from '../keys.ts'
import type { Benefit } from './rules/benefit.ts'

const id = 'settlement.benefits'

const faultsOf = (benefit: Benefit, entries: readonly AccountEntry[]): string[] => {
  const { kind, amount, payments, proposed, document } = benefit
  const isPayOut = kind !== 'maternity-allowance'
  const approved = benefit.state === 'granted' ? benefit.approved : undefined
  const taken = -sum(entries.map((entry) => entry.amount))
  return [
    ...(document === '' ? ['it rests on no paper'] : []),
    ...(sum(payments.map((each) => each.amount)) === amount ? [] : ['its payments are not its amount']),
    ...(approved && isSamePerson(approved.by, proposed.by) ? ['one person proposed and approved it'] : []),
    ...(isPayOut && benefit.state === 'granted' && !approved
      ? ['an account was paid out by one person']
      : []),
    ...(taken === (isPayOut && benefit.state === 'granted' ? amount : 0)
      ? []
      : ['what it took from the account is not what it pays']),
  ]
}

/** The fewest days between two deliveries of one woman that anybody could believe, whatever the policy says. */
const fewestDays = 180

/** Deliveries of one person that two allowances were granted or asked for. */
const paidTwice = (benefits: readonly Benefit[]): Benefit[] =>
  benefits.filter((benefit, index) =>
    benefits.slice(0, index).some((other) => {
      if (!benefit.delivery || !other.delivery || benefit.personId !== other.personId) return false
      return Math.abs(daysBetween(other.delivery.deliveredOn, benefit.delivery.deliveredOn)) < fewestDays
    }),
  )

/** Every benefit with what it took from an account, and those of a person beside each other. */
export const benefitsArePaidOnce: Invariant = {
  id,
  number: 11,
  rule: 'a maternity allowance is paid at most once for a delivery, and to who was insured then; an account is paid out by two persons, and gives what its payees get',
  start: () => {
    const benefits: Benefit[] = []
    const entries = new Map<string, AccountEntry[]>()
    const years = new Map<string, InsuredYear>()
    const withdrawn = new Set<string>()
    const isInsured = ({ personId, delivery }: Benefit): boolean => {
      if (!delivery || withdrawn.has(personId)) return true
      const state = years.get(yearName({ personId, year: yearOf(delivery.deliveredOn) }))
      return !state || spellOn(state, delivery.deliveredOn)?.scheme === 'employee'
    }
    return {
      see: (item) => {
        const year = yearIn(item)
        if (year) years.set(yearName(year.state), year.state)
        // What was withdrawn since is for an officer, not a fault of who granted it.
        if (item.kind === 'entitlement-withdrawn') withdrawn.add(personIdOf(item))
        if (item.kind === 'benefit') benefits.push(item.benefit as Benefit)
        if (item.kind !== 'account-entry' || item.benefitId === undefined) return
        const of = String(item.benefitId)
        entries.set(of, [...(entries.get(of) ?? []), item as unknown as AccountEntry])
      },
      finish: () => {
        const violation = (where: string, what: string): Violation => ({ invariant: id, where, what })
        const wrong = benefits.flatMap((benefit) => {
          const own = entries.get(benefit.benefitId) ?? []
          entries.delete(benefit.benefitId)
          return faultsOf(benefit, own).map((what) => violation(benefit.benefitId, what))
        })
        const standing = benefits.filter(({ state }) => state !== 'rejected')
        const bySubject = Map.groupBy(standing, ({ personId }) => personId)
        const twice = [...bySubject.values()]
          .flatMap(paidTwice)
          .map(({ benefitId }) => violation(benefitId, 'its delivery is paid for twice'))
        const orphans = [...entries.keys()].map((where) =>
          violation(where, 'an account was paid out for a benefit that is not there'),
        )
        const uninsured = standing
          .filter((benefit) => !isInsured(benefit))
          .map(({ benefitId }) => violation(benefitId, 'the mother was not insured as an employee then'))
        return { checked: benefits.length, violations: [...wrong, ...twice, ...uninsured, ...orphans] }
      },
    }
  },
}
