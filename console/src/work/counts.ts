import { waitPlaces } from './wait-places.ts'

/** What a service says that waits, of one kind in one city. */
export type Seen = { readonly wait: string; readonly count: number; readonly isMore?: boolean }

/** What was read of a list, and whether there is more. */
type Read = { readonly address: string; readonly rows: readonly unknown[]; readonly more: boolean }

/** How much waits at the pages that are asked for; `isMore`: at least so much. */
export type Count = { readonly count: number; readonly isMore: boolean }

/**
 * How much waits at pages: at each the more of what its list shows now and what the services say of all cities. So nothing
 * counts twice, and nothing is left out that a list does not show.
 */
export const countAt = (
  within: (address: string) => boolean,
  read: readonly Read[],
  seen: readonly Seen[],
): Count => {
  const lists = new Map(read.map((each) => [each.address, each]))
  const told = new Map<string, number>()
  const toldMore = new Set<string>()
  for (const { wait, count, isMore } of seen) {
    const page = waitPlaces[wait]?.page
    if (page === undefined) continue
    told.set(page, (told.get(page) ?? 0) + count)
    if (isMore) toldMore.add(page)
  }
  const addresses = [...new Set([...lists.keys(), ...told.keys()])].filter(within)
  const most = addresses.map((address) =>
    Math.max(lists.get(address)?.rows.length ?? 0, told.get(address) ?? 0),
  )
  return {
    count: most.reduce((sum, each) => sum + each, 0),
    isMore: addresses.some((address) => {
      const list = lists.get(address)
      const isListLonger = list?.more === true && list.rows.length >= (told.get(address) ?? 0)
      return isListLonger || toldMore.has(address)
    }),
  }
}

/** A count as the menu shows it: nothing, where nothing waits. */
export const countText = ({ count, isMore }: Count): string =>
  count === 0 && !isMore ? '' : `${count}${isMore ? '+' : ''}`
