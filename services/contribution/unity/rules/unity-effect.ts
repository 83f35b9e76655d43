import type { FundYear } from '#shared/calendar/day.ts'
import { firstDayOfYear } from '#shared/calendar/day.ts'
import type { Payer } from '#shared/contracts/contribution.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { policyUnified } from '#shared/policy/unity.ts'
import type { Bill, BilledPerson } from '../../bill/rules/bill.ts'
import { belongsToOf } from '../../bill/rules/bill.ts'
import { employeeRates, largeSumPremium, residentStandard } from '../../billing/rules/billing-figures.ts'
import type { EmployeeRates } from '../../billing/rules/contribution-base.ts'
import { employeeContribution } from '../../billing/rules/contribution-base.ts'
import { largeSumBill } from '../../billing/rules/large-sum-bill.ts'
import { partsOfResident } from '../../billing/rules/resident-bill.ts'
import type { CoveredPerson } from '../../coverage/rules/coverage.ts'

/** What bills are walked for which figures. */
export type UnityWalk = 'residents' | 'employers' | 'retired'

const walksOf: readonly (readonly [RegExp, readonly UnityWalk[]])[] = [
  [/^contribution\.resident\.(individual|differential|old_age|aid_share\..+)$/, ['residents']],
  [/^contribution\.large_sum\.retired$/, ['retired']],
  [/^contribution\.employee\.reference_wage$/, ['employers', 'retired']],
  [/^contribution\.rounding$/, ['employers', 'retired', 'residents']],
  [
    /^contribution\.employee\.(base_lowest|base_highest|employer_rate|individual_rate|maternity_rate)$/,
    ['employers'],
  ],
]

/** The bills whose amounts a figure decides; none where it decides no amount of a bill. */
export const walksFor = (key: string): readonly UnityWalk[] =>
  walksOf.find(([pattern]) => pattern.test(key))?.[1] ?? []

/** What payers pay more, or less, with the province's figure: of how many bills, on what. */
export type UnityEffect = {
  /** Lines of bills that come to another amount: persons of a year, or months of persons. */
  readonly lines: number
  /** What these lines are reckoned on: the wage base, or the year's contribution per head. */
  readonly base: Fen
  readonly payers: Readonly<Partial<Record<Payer, Fen>>>
}

/** Effects by figure, each alone; `all` with every figure at once. */
export type UnityEffects = Readonly<Record<string, UnityEffect>>

export const noEffect: UnityEffect = { lines: 0, base: 0, payers: {} }

const addEffect = (one: UnityEffect, other: UnityEffect): UnityEffect => {
  const payers: Partial<Record<Payer, Fen>> = { ...one.payers }
  for (const [payer, amount] of Object.entries(other.payers) as [Payer, Fen][])
    payers[payer] = fen((payers[payer] ?? 0) + amount)
  return { lines: one.lines + other.lines, base: fen(one.base + other.base), payers }
}

/** What two groups of bills come to. */
export const addEffects = (one: UnityEffects, other: UnityEffects): UnityEffects => {
  const both: Record<string, UnityEffect> = { ...one }
  for (const [key, effect] of Object.entries(other)) both[key] = addEffect(both[key] ?? noEffect, effect)
  return both
}

/** A law to try on bills, by the figure that is the province's in it. */
export type TriedLaw = { readonly key: string; readonly policy: Policy }

/** All that bills are weighed by: the city's law as it is, and the laws with one figure, or every one, of the province's. */
export type UnityTrial = {
  readonly city: string
  readonly year: FundYear
  readonly inForce: Policy
  readonly tried: readonly TriedLaw[]
}

export const unityTrial = (
  inForce: Policy,
  { city, year, keys }: { readonly city: string; readonly year: FundYear; readonly keys: readonly string[] },
): UnityTrial => ({
  ...{ city, year, inForce },
  tried: [
    ...keys.map((key) => ({ key, policy: policyUnified(inForce, city, [key]) })),
    { key: 'all', policy: policyUnified(inForce, city, keys) },
  ],
})

type Parts = { readonly base: Fen; readonly payers: Readonly<Partial<Record<Payer, Fen>>> }

const effectOf = (before: Parts, after: Parts): UnityEffect => {
  const payers: Partial<Record<Payer, Fen>> = {}
  for (const payer of new Set([...Object.keys(before.payers), ...Object.keys(after.payers)] as Payer[])) {
    const more = (after.payers[payer] ?? 0) - (before.payers[payer] ?? 0)
    if (more !== 0) payers[payer] = fen(more)
  }
  return Object.keys(payers).length === 0 ? noEffect : { lines: 1, base: before.base, payers }
}

/** Weighs lines of bills, each priced by the city's law and by every tried one. */
const weigh = (trial: UnityTrial, pricers: (policy: Policy) => readonly (() => Parts)[]): UnityEffects => {
  const before = pricers(trial.inForce).map((price) => price())
  return Object.fromEntries(
    trial.tried.map(({ key, policy }) => {
      const after = pricers(policy)
      const effects = before.map((parts, index) => effectOf(parts, after[index]?.() ?? parts))
      return [key, effects.reduce(addEffect, noEffect)]
    }),
  )
}

/** Residents' bills of the year: the person's own part and what medical aid pays of it, by their category on the bill. */
export const weighResidents = (
  bills: readonly Bill[],
  covered: ReadonlyMap<string, CoveredPerson>,
  trial: UnityTrial,
): UnityEffects => {
  const persons = bills.flatMap(({ persons: [line], aid, county }) => {
    const person = line && covered.get(line.personId)
    return person ? [{ birthOn: person.birthOn, aid: aid ?? person.aid, county }] : []
  })
  return weigh(trial, (policy) => {
    const standard = residentStandard(policy, trial.year, trial.city)
    return persons.map((person) => () => {
      const { individual: base, own, aidFunded } = partsOfResident(standard, person)
      return { base, payers: { individual: own, 'medical-aid': aidFunded } }
    })
  })
}

/** Who pays the pooled part of a bill, and who what goes to the account. */
const payersOf = ({ dues }: Bill): { readonly pooled: Payer; readonly account: Payer } => ({
  pooled: dues.find(({ pooled }) => pooled !== 0)?.payer ?? 'employer',
  account: dues.find(({ account }) => account !== 0)?.payer ?? 'individual',
})

/** Of a month that was taken back. */
const nothing = { employer: 0, individual: 0 }

const lineParts = (bill: Bill, { base = 0, baseBefore }: BilledPerson, rates: EmployeeRates): Parts => {
  const { pooled, account } = payersOf(bill)
  const now = base === 0 && baseBefore !== undefined ? nothing : employeeContribution(base, rates)
  const was = baseBefore === undefined ? undefined : employeeContribution(baseBefore, rates)
  const ofPool = now.employer - (was?.employer ?? 0)
  const ofAccount = now.individual - (was?.individual ?? 0)
  return {
    base: fen(base - (baseBefore ?? 0)),
    payers:
      pooled === account ? { [pooled]: ofPool + ofAccount } : { [pooled]: ofPool, [account]: ofAccount },
  }
}

/** Lines of a month's bills: the base of each by the rates of its month. A line that corrects counts by its difference. */
export const weighMonths = (bills: readonly Bill[], trial: UnityTrial): UnityEffects =>
  weigh(trial, (policy) =>
    bills.flatMap((bill) => {
      const rates = employeeRates(policy, belongsToOf(bill), trial.city)
      return bill.persons.map((line) => () => lineParts(bill, line, rates))
    }),
  )

/** Retired persons' premiums of large-sum cover in the year, whether or not the city bills any. */
export const weighRetired = (persons: readonly CoveredPerson[], trial: UnityTrial): UnityEffects =>
  weigh(trial, (policy) => {
    const premium = largeSumPremium(policy, trial.city)
    return persons.map((person) => () => {
      const bill = largeSumBill(person, trial.year, premium, firstDayOfYear(trial.year))?.bill
      const amount = sum((bill?.dues ?? []).map(({ pooled }) => pooled))
      return { base: amount, payers: { individual: amount } }
    })
  })
