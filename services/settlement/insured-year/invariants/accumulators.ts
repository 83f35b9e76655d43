import type { Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import { entryIn } from '../records/entry.ts'
import { yearIn } from '../records/insured-year-item.ts'
import { reversalsThatHold } from '../rules/as-it-stands.ts'
import type { ClaimEntry, ClaimSettled } from '../rules/claim-events.ts'
import { evolve } from '../rules/evolve.ts'
import type { InsuredYear } from '../rules/insured-year.ts'
import { accumulatorNames, countedIn, newInsuredYear } from '../rules/insured-year.ts'
import type { RecordedYear } from '../rules/recorded-year.ts'
import { yearName } from '../rules/recorded-year.ts'
import { afterEntriesBeside, yearBesideOf } from '../rules/year-beside.ts'

const id = 'settlement.accumulators'

/** Claims first, then their corrections in sequence, reversals last: so stays are there before they change or go. */
const rank = (fact: ClaimEntry): number => {
  if (fact.kind === 'claim-corrected') return fact.sequence
  return fact.kind === 'claim-settled' ? 0 : Infinity
}

/** Facts as they follow each other, whatever order they were seen in; a reversal that was taken back comes to nothing. */
const claimsFirst = (facts: readonly ClaimEntry[]): ClaimEntry[] => {
  const reversals = facts.filter((fact) => fact.kind === 'claim-reversed')
  const others = facts.filter((fact) => fact.kind !== 'claim-reversed')
  return [...others, ...reversalsThatHold(reversals)].sort((a, b) =>
    rank(a) === rank(b) ? 0 : rank(a) - rank(b),
  )
}

const stayNames = ({ stays }: InsuredYear): string =>
  stays
    .map(({ claimId }) => claimId)
    .sort()
    .join(' ')

const countFaults = (held: InsuredYear, replayed: InsuredYear): string[] =>
  schemes.flatMap((scheme) => {
    const stored = countedIn(held, scheme)
    const expected = countedIn(replayed, scheme)
    return accumulatorNames.flatMap((name) => [
      ...((stored[name] ?? 0) === (expected[name] ?? 0)
        ? []
        : [`${scheme} ${name} is not what its claims give`]),
      ...((stored[name] ?? 0) < 0 ? [`${scheme} ${name} is below zero`] : []),
    ])
  })

/** What is recorded of a year's claims, and of those of the years beside it whose stays it lists. */
type Facts = { readonly own: readonly ClaimEntry[]; readonly beside: readonly ClaimEntry[] }

const yearFaults = (year: RecordedYear, { own, beside }: Facts): string[] => {
  const { state, credited, withdrawn = 0, moved = 0, carriedIn = 0, carriedOut = 0 } = year
  const came = credited + moved + carriedIn - carriedOut
  const empty = { ...newInsuredYear(state.personId, state.year), account: came }
  const replayed = claimsFirst(own).reduce(evolve, empty)
  const listing = afterEntriesBeside({ ...year, state: replayed }, claimsFirst(beside), 0)
  return [
    ...countFaults(state, replayed),
    ...(state.account === replayed.account
      ? []
      : ['the account is not what was credited less what claims took']),
    ...(state.account + withdrawn < 0 ? ['the account is below zero by more than was taken back of it'] : []),
    ...(stayNames(state) === stayNames(listing.state) ? [] : ['the stays are not those of its claims']),
  ]
}

/** What went out of a year's account came into that of the next, to the fen; a year before an open one holds nothing. */
const carryFaults = (
  { state: { personId, year, account }, carriedOut = 0 }: RecordedYear,
  years: ReadonlyMap<string, RecordedYear>,
): string[] => {
  const carriedIn = years.get(yearName({ personId, year: year + 1 }))?.carriedIn
  return [
    ...(carriedOut === (carriedIn ?? 0)
      ? []
      : ['what went over of the account did not come into the next year']),
    ...(carriedIn === undefined || account === 0
      ? []
      : ['the account holds money though the next year took it over']),
  ]
}

/** Where a claim says what was left below a ceiling, that is never less than nothing. */
const isAboveCeiling = ({ steps }: Pick<ClaimSettled, 'steps'>): boolean =>
  steps.some(({ room }) => room !== undefined && room < 0)

const stepsOf = (fact: ClaimEntry): readonly Pick<ClaimSettled, 'steps'>[] => {
  if (fact.kind === 'claim-settled') return [fact]
  return fact.kind === 'claim-corrected' && fact.stands ? [fact.stands] : []
}

/** The year that lists a claim's stay beside its own. */
const listedIn = ({ personId, year, stay }: ClaimSettled): string | undefined => {
  const beside = stay && yearBesideOf(year, stay)
  return beside === undefined ? undefined : yearName({ personId, year: beside })
}

const gather = () => {
  const years = new Map<string, RecordedYear>()
  const facts = new Map<string, ClaimEntry[]>()
  const listed = new Map<string, string>()
  return {
    years,
    facts,
    /** What is recorded of the claims whose stays a year beside theirs lists, by that year. */
    beside: () =>
      Map.groupBy(
        [...facts.values()].flat().filter(({ claimId }) => listed.has(claimId)),
        ({ claimId }) => listed.get(claimId) ?? '',
      ),
    see: (item: RecordedItem): void => {
      const year = yearIn(item)
      if (year) years.set(yearName(year.state), year)
      const fact = entryIn(item)
      if (!fact) return
      const other = fact.kind === 'claim-settled' ? listedIn(fact) : undefined
      if (other !== undefined) listed.set(fact.claimId, other)
      const others = facts.get(yearName(fact))
      if (others) others.push(fact)
      else facts.set(yearName(fact), [fact])
    },
  }
}

/** Every insured-year against the claims and reversals of the person. */
export const accumulators: Invariant = {
  id,
  number: 4,
  rule: "a person's accumulators of a year are the replay of their claims and corrections, and none is above its ceiling",
  start: () => {
    const { years, facts, beside, see } = gather()
    const violation = (where: string, what: string): Violation => ({ invariant: id, where, what })
    return {
      see,
      finish: () => {
        const across = beside()
        const wrongYears = [...years].flatMap(([where, year]) => {
          const ofYear = { own: facts.get(where) ?? [], beside: across.get(where) ?? [] }
          return [...yearFaults(year, ofYear), ...carryFaults(year, years)].map((what) =>
            violation(where, what),
          )
        })
        const orphans = [...facts.keys(), ...across.keys()]
          .filter((where) => !years.has(where))
          .map((where) => violation(where, 'claims were settled in a year that is not recorded'))
        const aboveCeiling = [...facts.values()]
          .flat()
          .filter((fact) => stepsOf(fact).some(isAboveCeiling))
          .map(({ claimId }) => violation(claimId, 'a layer paid more than was left below its ceiling'))
        return { checked: years.size, violations: [...wrongYears, ...orphans, ...aboveCeiling] }
      },
    }
  },
}
