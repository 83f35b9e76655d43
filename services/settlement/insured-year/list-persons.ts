import type { Store } from '#shared/edge/store/store.ts'
import { personIdOf } from '../keys.ts'
import type { PersonList } from './records/person-lists.ts'
import { partsOf } from './records/person-lists.ts'

/** Every id stands between these two, whatever it begins with. */
const beforeIds = ' '
const afterIds = '~'

/** The next persons of one part of a list, and the last of them when there may be more. */
const nextOf = async (store: Store, pk: string, part: string, limit: number, after: string) => {
  const between = [`${part}${after}${beforeIds}`, `${part}${afterIds}`] as const
  const { items, cursor } = await store.page({ index: 'gsi1', pk, between, limit })
  const ids = items.map(personIdOf)
  return { ids, ...(cursor === undefined ? {} : { last: ids.at(-1) ?? '' }) }
}

/**
 * The next persons of a list in the order of their ids, whether their claims are due or not. Who becomes due while the
 * list is walked, or is no longer, keeps their place and is met once.
 * @param after the last person met before
 */
export const listPersons = async (
  store: Store,
  list: PersonList,
  most: number,
  after = '',
): Promise<{ readonly found: readonly string[]; readonly cursor?: string }> => {
  const pages = await Promise.all(partsOf(list).map((part) => nextOf(store, list.gsi1pk, part, most, after)))
  // A part that was not read to its end is known only so far; nobody beyond is met yet.
  const [until] = pages.flatMap(({ last }) => (last === undefined ? [] : [last])).sort()
  const ids = [...new Set(pages.flatMap((page) => page.ids))].sort()
  return until === undefined ? { found: ids } : { found: ids.filter((id) => id <= until), cursor: until }
}
