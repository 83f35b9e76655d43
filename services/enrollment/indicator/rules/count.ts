import type { Day } from '#shared/calendar/day.ts'
import type { Employment } from '#shared/contracts/fields.ts'
import { employment as employmentField } from '#shared/contracts/fields.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { must } from '#shared/kernel/errors.ts'
import type { AidCategory, Scheme } from '#shared/kernel/scheme.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import { halfUp, million } from '#shared/money/millionths.ts'
import type { PersonRecord } from '../../coverage/rules/person-record.ts'
import type { Insured } from '../../person/rules/insured.ts'
import { lastSpell } from '../../person/rules/insured.ts'

/** What is counted of a city: by scheme and employment who is insured and who may claim, and its recipients of aid. */
export type Count = Readonly<Record<string, number>>
/** The counts of cities. */
export type Counts = Readonly<Partial<Record<CityCode, Count>>>

export const insuredAs = (scheme: Scheme, employment: Employment): string => `insured:${scheme}:${employment}`
export const entitledIn = (scheme: Scheme): string => `entitled:${scheme}`
export const recipients = 'recipients'
export const recipientsInsured = 'recipients:insured'

const isOn = ({ from, to }: { readonly from: Day; readonly to: Day | null }, day: Day): boolean =>
  from <= day && (to === null || day <= to)

/** The category that held on a day. */
const aidOn = ({ aids }: Insured, day: Day): AidCategory =>
  aids.findLast(({ from }) => from <= day)?.aid ?? 'none'

const isDeadOn = (insured: Insured, day: Day): boolean =>
  insured.status === 'ended' && insured.reason === 'death' && (lastSpell(insured).to ?? day) < day

/** What a person counts as on a day, and for which city: the one that covers them then, or covered them last. */
export const countedOn = (
  { insured, entitlements }: PersonRecord,
  day: Day,
): { readonly city: CityCode; readonly as: readonly string[] } => {
  const spell = insured.spells.find((each) => isOn(each, day))
  const claims = entitlements.flatMap(({ spells }) => spells).find((each) => isOn(each, day))
  const isRecipient = aidOn(insured, day) !== 'none' && !isDeadOn(insured, day)
  return {
    city: (spell ?? lastSpell(insured)).city,
    as: [
      ...(spell ? [insuredAs(spell.scheme, spell.employment)] : []),
      ...(claims ? [entitledIn(claims.scheme)] : []),
      ...(isRecipient ? [recipients] : []),
      ...(isRecipient && spell ? [recipientsInsured] : []),
    ],
  }
}

/** Counts of two parts of the records together. */
export const together = (one: Counts, other: Counts): Counts => {
  const sum: Partial<Record<CityCode, Record<string, number>>> = {}
  for (const counts of [one, other])
    for (const [city, of] of Object.entries(counts) as [CityCode, Count][]) {
      sum[city] ??= {}
      for (const [what, number] of Object.entries(of)) sum[city][what] = (sum[city][what] ?? 0) + number
    }
  return sum
}

/** The counts of some persons on a day. */
export const countOf = (records: readonly PersonRecord[], day: Day): Counts => {
  const counts: Partial<Record<CityCode, Record<string, number>>> = {}
  for (const record of records) {
    const { city, as } = countedOn(record, day)
    counts[city] ??= {}
    for (const what of as) counts[city][what] = (counts[city][what] ?? 0) + 1
  }
  return counts
}

const everyPlace = schemes.flatMap((scheme) =>
  employmentField.options.map((employment) => ({ scheme, employment })),
)

/** Who is insured, by scheme and employment, and who may claim; nobody is not said. */
export const placesIn = (count: Count) => ({
  insured: everyPlace.flatMap((place) => {
    const persons = count[insuredAs(place.scheme, place.employment)] ?? 0
    return persons === 0 ? [] : [{ ...place, persons }]
  }),
  entitled: schemes.flatMap((scheme) => {
    const persons = count[entitledIn(scheme)] ?? 0
    return persons === 0 ? [] : [{ scheme, persons }]
  }),
})

/** A share in parts per million, rounded half up; none of nothing. */
export const shareIn = (part: number, whole: number): number | undefined => {
  must(part >= 0 && whole >= 0, 'indicator.negative', 'a count is negative', { part, whole })
  return whole === 0 ? undefined : halfUp(part * million, whole)
}
