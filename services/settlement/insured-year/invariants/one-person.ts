import type { Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import { yearIn } from '../records/insured-year-item.ts'
import type { InsuredYear } from '../rules/insured-year.ts'
import { newInsuredYear } from '../rules/insured-year.ts'
import { countsAsItStands } from '../rules/joined-years.ts'
import { yearName } from '../rules/recorded-year.ts'

const id = 'settlement.one-person-one-year'

type Years = ReadonlyMap<string, InsuredYear>

/** What the year of whoever a number turned out to be lacks of it. */
const faultsOfFormer = (former: InsuredYear, years: Years): string[] => {
  const { personId, year, sameAs } = former
  if (sameAs === undefined) return []
  const kept = years.get(yearName({ personId: sameAs, year })) ?? newInsuredYear(sameAs, year)
  return countsAsItStands(kept, former)
    ? []
    : [`${sameAs}, who they turned out to be, does not count what ${personId} counted of the year`]
}

/** What a year counts of numbers that are not the person's. */
const faultsOfKept = ({ year, personId, joined = [] }: InsuredYear, years: Years): string[] =>
  joined
    .filter((each) => years.get(yearName({ personId: each.personId, year }))?.sameAs !== personId)
    .map((each) => `it counts ${each.personId}, who is not the same person`)

/**
 * Whoever had two numbers is one person: each number's year is counted in that of the one who goes on, just as it stands. So
 * nobody has two deductibles, or the benefit below two ceilings.
 */
export const onePersonOneYear: Invariant = {
  id,
  number: 4,
  rule: 'what a number that turned out to be another person counted of a year is counted in that person’s year just as it stands, and nothing is of anybody else',
  start: () => {
    const years = new Map<string, InsuredYear>()
    return {
      see: (item: RecordedItem) => {
        const state = yearIn(item)?.state
        if (state) years.set(yearName(state), state)
      },
      finish: () => {
        const concerned = [...years].filter(([, { sameAs, joined }]) => sameAs !== undefined || joined)
        return {
          checked: concerned.length,
          violations: concerned.flatMap(([where, state]) =>
            [...faultsOfFormer(state, years), ...faultsOfKept(state, years)].map(
              (what): Violation => ({ invariant: id, where, what }),
            ),
          ),
        }
      },
    }
  },
}
