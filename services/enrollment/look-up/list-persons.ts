import { idOfPartition } from '#shared/edge/store/item.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import type { PersonRecord } from '../coverage/rules/person-record.ts'
import {
  aidIndex,
  aidPartition,
  coverages,
  employerRoster,
  ofPerson,
  placeRoster,
  rosterIndex,
  rosterShards,
} from '../coverage/store.ts'
import type { Stretch } from '../division/stretches.ts'
import { stretchesOfDivision } from '../division/stretches.ts'
import type { Effects } from '../effects.ts'
import type { Place } from '../person/rules/insured.ts'

/** Which persons of a city are listed: those of an employer, of a division, covered as the same, or recipients of aid. */
export type Listed = { readonly city: CityCode } & (
  | { readonly by: 'employer'; readonly employerId: string }
  | ({ readonly by: 'place' } & Pick<Place, 'scheme' | 'employment'>)
  | { readonly by: 'division'; readonly division: string }
  | { readonly by: 'aid' }
)

/** The partitions in which they stand, one after the other. */
const stretchesOf = async (listed: Listed, store: Store): Promise<Stretch[]> => {
  const { city } = listed
  if (listed.by === 'division') return stretchesOfDivision(listed, store)
  if (listed.by === 'aid') return [{ index: aidIndex, pk: aidPartition(city) }]
  if (listed.by === 'employer') return [{ index: rosterIndex, pk: employerRoster(city, listed.employerId) }]
  return Array.from({ length: rosterShards }, (_, shard) => ({
    index: rosterIndex,
    pk: placeRoster({ ...listed, city }, shard),
  }))
}

/** No page shows more persons: each look is traced. */
export const mostOnPage = 100

const separator = '~'

type Page = { readonly records: readonly PersonRecord[]; readonly cursor?: string }

/**
 * A page of them. Only their keys stand in an index; the page reads its own records and no others. A page costs the same
 * however many they are.
 * @throws TongchouError `cursor.unreadable`
 */
export const listPersons = async (
  listed: Listed,
  cursor: string | undefined,
  { store }: Pick<Effects, 'store'>,
): Promise<Page> => {
  const stretches = await stretchesOf(listed, store)
  const [at = '0', within] = cursor?.split(separator) ?? []
  let number = Number(at)
  let inner = within === '' ? undefined : within
  const ids: string[] = []
  for (let stretch = stretches[number]; stretch && ids.length < mostOnPage; stretch = stretches[number]) {
    const limit = mostOnPage - ids.length
    const page = await store.page({ ...stretch, limit, ...(inner === undefined ? {} : { cursor: inner }) })
    ids.push(...page.items.map(idOfPartition))
    inner = page.cursor
    if (inner === undefined) number += 1
  }
  const records = (await coverages.readMany(store, ids.map(ofPerson))).flatMap((record) => record ?? [])
  const isOver = stretches[number] === undefined
  return isOver ? { records } : { records, cursor: `${number}${separator}${inner ?? ''}` }
}
