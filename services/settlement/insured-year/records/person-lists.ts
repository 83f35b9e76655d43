import type { FundYear } from '#shared/calendar/day.ts'
import { cities } from '#shared/kernel/divisions.ts'
import { placeAmong } from '#shared/kernel/hash.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import type { InsuredYear } from '../rules/insured-year.ts'

/** Where an insured-year stands in the index by fund; keys only, so that it is rewritten only when these change. */
export type ListedKey = { readonly gsi1pk: string; readonly gsi1sk: string }

/** Spread over so many partitions each, the lists of a large city take what enrolment writes in its busiest minutes. */
const shards = 8

/** Persons with spells in several funds, or in none any more, stand in lists of their own. */
const mixed = 'mixed'

const duePrefix = 'D#'
const settledPrefix = '-#'

const listName = (year: FundYear, fund: string, shard: number): string => `YEAR#${year}#${fund}#${shard}`
const fundName = (city: string, scheme: Scheme): string => `${city}#${scheme}`

const fundOf = ({ spells }: InsuredYear): string => {
  const [fund = mixed, ...others] = new Set(spells.map(({ city, scheme }) => fundName(city, scheme)))
  return others.length === 0 ? fund : mixed
}

/** Where a person's year is listed: by the fund they are in, those whose claims need another look apart. */
export const listedKey = (year: InsuredYear, { isDue }: { readonly isDue: boolean }): ListedKey => ({
  gsi1pk: listName(year.year, fundOf(year), placeAmong(shards, year.personId)),
  gsi1sk: `${isDue ? duePrefix : settledPrefix}${year.personId}`,
})

/** A list of persons' years: all of it, or only of those due. */
export type PersonList = { readonly gsi1pk: string; readonly prefix?: string }

/** The parts of a list, each in the order of the persons' ids. */
export const partsOf = ({ prefix }: PersonList): readonly string[] =>
  prefix === undefined ? [settledPrefix, duePrefix] : [prefix]

const listsOf = (year: FundYear, funds: readonly string[], onlyDue: boolean): readonly PersonList[] => {
  const part = onlyDue ? { prefix: duePrefix } : {}
  return funds.flatMap((fund) =>
    Array.from({ length: shards }, (_, shard) => ({ gsi1pk: listName(year, fund, shard), ...part })),
  )
}

/** The lists that hold everyone who is or was in a city (all cities, when none is named) and scheme (both). */
export const personLists = (
  year: FundYear,
  of: { readonly city?: string | undefined; readonly scheme?: Scheme | undefined; readonly onlyDue: boolean },
): readonly PersonList[] => {
  const inCities = of.city === undefined ? cities.map(({ code }) => code) : [of.city]
  const inSchemes = of.scheme === undefined ? schemes : [of.scheme]
  const funds = inCities.flatMap((city) => inSchemes.map((scheme) => fundName(city, scheme)))
  return listsOf(year, [...funds, mixed], of.onlyDue)
}

/** Shares of a year's lists that have nobody in common: each city's, and of those in several funds or in none. */
export const listShares: readonly string[] = [...cities.map(({ code }) => code), mixed]

/** The lists of one share, of those due. */
export const dueListsOf = (year: FundYear, share: string): readonly PersonList[] =>
  listsOf(year, share === mixed ? [mixed] : schemes.map((scheme) => fundName(share, scheme)), true)
