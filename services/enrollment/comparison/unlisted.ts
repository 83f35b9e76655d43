import type { Month } from '#shared/calendar/day.ts'
import { monthOf } from '#shared/calendar/day.ts'
import { badCell } from '#shared/edge/files/bad-cell.ts'
import type { Unnamed } from '#shared/edge/imports/file-kind.ts'
import { idOfPartition } from '#shared/edge/store/item.ts'
import type { Listing } from '#shared/edge/store/store.ts'
import { cities, cityOfDivision, isCity } from '#shared/kernel/divisions.ts'
import type { AidCategory } from '#shared/kernel/scheme.ts'
import {
  aidIndex,
  aidPartition,
  coverages,
  ofPerson,
  placeRoster,
  rosterIndex,
  rosterShards,
} from '../coverage/store.ts'
import { disabledIndex, disabledPartition } from '../disability/store.ts'
import type { Stretch } from '../division/stretches.ts'
import { stretchesOfDivision } from '../division/stretches.ts'
import type { Effects } from '../effects.ts'
import type { Insured } from '../person/rules/insured.ts'
import { lastSpell, latestAid } from '../person/rules/insured.ts'
import { refusal, table } from '../refusals.ts'
import { pupilsPartition, schoolIndex, schools } from '../school/store.ts'

type Needs = Pick<Effects, 'store'>
type Reached = { readonly reached: ReadonlySet<string>; readonly isOwn: (city: string) => boolean }

/** Persons read together, in as few reads as they allow. */
const readAtOnce = 500

/** As what people are covered by themselves and not by an employer. */
const ownEmployments = [
  { scheme: 'resident', employment: 'resident' },
  { scheme: 'employee', employment: 'flexible' },
  { scheme: 'employee', employment: 'retired' },
] as const

type NotListed =
  | 'comparison.not-listed'
  | 'comparison.not-at-school'
  | 'comparison.not-in-division'
  | 'comparison.not-among-disabled'

const toldBy = (code: NotListed): Unnamed['fault'] => {
  const { line: _, column: __, ...fault } = badCell({ line: 0, column: '' }, refusal(code, {}), table)
  return fault
}

/** The covered of a stretch of an index whom no row reached. */
const unreached = async (
  stretch: Pick<Listing, 'index' | 'pk' | 'prefix'>,
  { reached }: Reached,
  isMeant: (insured: Insured) => boolean,
  { store }: Needs,
): Promise<string[]> => {
  const found: string[] = []
  let cursor: string | undefined
  do {
    const page = await store.page({
      ...{ ...stretch, limit: readAtOnce },
      ...(cursor === undefined ? {} : { cursor }),
    })
    const others = page.items.map(idOfPartition).filter((id) => !reached.has(id))
    for (const record of await coverages.readMany(store, others.map(ofPerson)))
      if (record && record.insured.status === 'covered' && !record.insured.sameAs && isMeant(record.insured))
        found.push(record.insured.personId)
    cursor = page.cursor
  } while (cursor !== undefined)
  return found
}

/** Those who have one of the categories, and are on no row. */
export const unlistedWith = async (
  aids: readonly AidCategory[],
  of: Reached,
  effects: Needs,
): Promise<Unnamed[]> => {
  const fault = toldBy('comparison.not-listed')
  const unlisted: Unnamed[] = []
  for (const { code: city } of cities.filter(({ code }) => of.isOwn(code))) {
    const isMeant = (insured: Insured) =>
      lastSpell(insured).city === city && aids.includes(latestAid(insured))
    const ids = await unreached({ index: aidIndex, pk: aidPartition(city) }, of, isMeant, effects)
    unlisted.push(...ids.map((id) => ({ id, fault })))
  }
  return unlisted
}

/** Students of the schools that the list names, whom it does not name. */
export const unlistedAt = async (
  schoolCodes: readonly string[],
  of: Reached,
  effects: Needs,
): Promise<Unnamed[]> => {
  const fault = toldBy('comparison.not-at-school')
  const known = await schools.readMany(
    effects.store,
    schoolCodes.map((schoolCode) => ({ schoolCode })),
  )
  const unlisted: Unnamed[] = []
  for (const school of known) {
    if (!school || !of.isOwn(school.city)) continue
    const isMeant = (insured: Insured) => lastSpell(insured).city === school.city
    const stretch = { index: schoolIndex, pk: pupilsPartition(school.schoolCode) } as const
    const ids = await unreached(stretch, of, isMeant, effects)
    unlisted.push(...ids.map((id) => ({ id, fault })))
  }
  return unlisted
}

/** Whom of a division a whole list has to name: those born in some months where it is one of births, else all. */
type WholeOf = { readonly division: string; readonly bornIn?: ReadonlySet<Month> | undefined }

/**
 * Where the covered of a division stand. Of a city these are all who are covered by themselves: whom employers cover stand
 * with the county that they belong to, since their household is often another city's.
 */
const stretchesOf = async ({ division }: WholeOf, { store }: Needs): Promise<readonly Stretch[]> => {
  if (!isCity(division)) {
    const city = cityOfDivision(division)
    return city === undefined ? [] : stretchesOfDivision({ city, division }, store)
  }
  return ownEmployments.flatMap((place) =>
    Array.from({ length: rosterShards }, (_, shard) => ({
      ...{ index: rosterIndex, pk: placeRoster({ ...place, city: division }, shard) },
    })),
  )
}

/** The covered of divisions of which the list is whole, who are on no row of it. */
export const unlistedIn = async (
  whole: readonly WholeOf[],
  of: Reached,
  effects: Needs,
): Promise<Unnamed[]> => {
  const fault = toldBy('comparison.not-in-division')
  const unlisted = new Set<string>()
  for (const each of whole) {
    const city = isCity(each.division) ? each.division : cityOfDivision(each.division)
    if (city === undefined || !of.isOwn(city)) continue
    const isMeant = (insured: Insured) =>
      lastSpell(insured).city === city && (each.bornIn?.has(monthOf(insured.birthOn)) ?? true)
    for (const stretch of await stretchesOf(each, effects))
      for (const id of await unreached(stretch, of, isMeant, effects)) unlisted.add(id)
  }
  return [...unlisted].map((id) => ({ id, fault }))
}

/** Who is registered as disabled in divisions of which the list is whole, and is on no row of it. */
export const unlistedDisabled = async (
  divisions: readonly string[],
  of: Reached,
  effects: Needs,
): Promise<Unnamed[]> => {
  const fault = toldBy('comparison.not-among-disabled')
  const unlisted = new Set<string>()
  for (const division of divisions) {
    const city = isCity(division) ? division : cityOfDivision(division)
    if (city === undefined || !of.isOwn(city)) continue
    const isMeant = (insured: Insured) =>
      lastSpell(insured).city === city &&
      (isCity(division) || (insured.unit?.code ?? '').startsWith(division))
    const stretch = { index: disabledIndex, pk: disabledPartition(city) } as const
    for (const id of await unreached(stretch, of, isMeant, effects)) unlisted.add(id)
  }
  return [...unlisted].map((id) => ({ id, fault }))
}
