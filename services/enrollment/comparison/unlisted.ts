import { badCell } from '#shared/edge/files/bad-cell.ts'
import type { Unnamed } from '#shared/edge/imports/file-kind.ts'
import type { Listing } from '#shared/edge/store/store.ts'
import { cities } from '#shared/kernel/divisions.ts'
import type { AidCategory } from '#shared/kernel/scheme.ts'
import { aidIndex, aidPartition, coverages, ofPerson } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import type { Insured } from '../person/rules/insured.ts'
import { lastSpell, latestAid } from '../person/rules/insured.ts'
import { refusal, table } from '../refusals.ts'
import { pupilsPartition, schoolIndex, schools } from '../school/store.ts'

type Needs = Pick<Effects, 'store'>
type Reached = { readonly reached: ReadonlySet<string>; readonly isOwn: (city: string) => boolean }

/** Persons read together, in as few reads as they allow. */
const readAtOnce = 500

const toldBy = (code: 'comparison.not-listed' | 'comparison.not-at-school'): Unnamed['fault'] => {
  const { line: _, column: __, ...fault } = badCell({ line: 0, column: '' }, refusal(code, {}), table)
  return fault
}

/** The covered of a stretch of an index whom no row reached. */
const unreached = async (
  stretch: Pick<Listing, 'index' | 'pk'>,
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
    const others = page.items.map(({ pk }) => pk.slice(pk.indexOf('#') + 1)).filter((id) => !reached.has(id))
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
