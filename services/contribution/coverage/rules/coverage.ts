import type { Day, FundYear } from '#shared/calendar/day.ts'
import { addDays, firstDayOfYear, lastDayOfYear } from '#shared/calendar/day.ts'
import type { Employment } from '#shared/contracts/fields.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import type { AidCategory, Scheme } from '#shared/kernel/scheme.ts'

/** Where, in which scheme and as what somebody was covered, from a day to a day. */
export type CoveredSpell = {
  readonly version: number
  readonly scheme: Scheme
  readonly city: CityCode
  readonly employment: Employment
  readonly employerId?: string | undefined
  readonly from: Day
  readonly to: Day | null
}

/**
 * What a retired person needs in months, and has by enrolment's record, without those that were bought here; and how many are
 * still missing with these, absent where none is or their retirement is not proven.
 */
export type RetirementMonths = {
  readonly neededMonths: number
  readonly contributedMonths: number
  readonly missingMonths?: number | undefined
}

/** A person's coverage as enrolment last wrote it; a higher version replaces a lower one. */
export type CoveredPerson = CoveredSpell & {
  readonly personId: string
  /** The county that they belong to, where one is told. */
  readonly county?: string | undefined
  readonly aid: AidCategory
  readonly birthOn: Day
  /** Told of the retired. */
  readonly retirement?: RetirementMonths | undefined
  /** The person that they turned out to be, and those who turned out to be them. */
  readonly sameAs?: string | undefined
  readonly alsoAs?: readonly string[] | undefined
  /** Those with whom they were one record, and residents' bills on which those stand and which were paid for this person. */
  readonly partedFrom?: readonly string[] | undefined
  readonly heldBills?: readonly string[] | undefined
  /** The spells before it, in order of time: who left an employer still owes the months there. */
  readonly earlier?: readonly CoveredSpell[]
}

/** Spells before the present one that are kept: more than anyone has in the years that are still corrected. */
const mostEarlier = 24

const spellOf = ({
  version,
  scheme,
  city,
  employment,
  employerId,
  from,
  to,
}: CoveredSpell): CoveredSpell => ({
  ...{ version, scheme, city, employment, from, to },
  ...(employerId === undefined ? {} : { employerId }),
})

/** A spell among earlier ones; of two that begin on one day the later version is right. */
const withSpell = (earlier: readonly CoveredSpell[], spell: CoveredSpell): readonly CoveredSpell[] => {
  const same = earlier.find(({ from }) => from === spell.from)
  if (same && same.version >= spell.version) return earlier
  return [...earlier.filter((each) => each !== same), spellOf(spell)]
    .sort((a, b) => (a.from < b.from ? -1 : 1))
    .slice(-mostEarlier)
}

const withEarlier = (person: CoveredPerson, earlier: readonly CoveredSpell[]): CoveredPerson => {
  const { earlier: _, ...present } = person
  const before = earlier.filter(({ from }) => from < person.from)
  return before.length === 0 ? present : { ...present, earlier: before }
}

/**
 * A coverage after what enrolment told of it, which may come late, twice and in any order. The very same object where it
 * says nothing new.
 */
export const afterTold = (known: CoveredPerson | undefined, told: CoveredPerson): CoveredPerson => {
  if (!known) return told
  const { earlier = [] } = known
  if (told.version > known.version) return withEarlier(told, withSpell(earlier, known))
  if (told.version === known.version || told.from >= known.from) return known
  const more = withSpell(earlier, told)
  return more === earlier ? known : withEarlier(known, more)
}

/** All spells of a person in order of time; each ends before the next begins. */
export const spellsOf = (person: CoveredPerson): readonly CoveredSpell[] => {
  const all = [...(person.earlier ?? []), spellOf(person)]
  return all.map((spell, index) => {
    const next = all[index + 1]
    if (next === undefined || (spell.to !== null && spell.to < next.from)) return spell
    return { ...spell, to: addDays(next.from, -1) }
  })
}

/** Whether somebody who retired pays on from month to month: months are missing that they did not buy. */
export const paysOn = ({
  employment,
  retirement,
}: Pick<CoveredPerson, 'employment' | 'retirement'>): boolean =>
  employment === 'retired' && (retirement?.missingMonths ?? 0) > 0

/**
 * Whether a person is a resident on some day of a year, by what is known of them. Of somebody who was registered twice, or was
 * parted from another, a bill may be the other's: they are taken for one.
 */
export const isResidentIn = (person: CoveredPerson | undefined, year: FundYear): boolean =>
  person === undefined ||
  person.sameAs !== undefined ||
  person.partedFrom !== undefined ||
  spellsOf(person).some(
    (spell) =>
      spell.scheme === 'resident' && isCoveredWithin(spell, firstDayOfYear(year), lastDayOfYear(year)),
  )

/** Whether a coverage has a day in a period. */
export const isCoveredWithin = (spell: Pick<CoveredSpell, 'from' | 'to'>, first: Day, last: Day): boolean =>
  spell.from <= last && (spell.to === null || spell.to >= first)
