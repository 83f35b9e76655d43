import type { Month } from '#shared/calendar/day.ts'
import { firstDayOf, lastDayOf, yearOf } from '#shared/calendar/day.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { isCoveredWithin, spellsOf } from '../coverage/rules/coverage.ts'
import { coverageShards, pageOfCovered } from '../coverage/store.ts'
import { billedYears } from './store.ts'

type Asked = {
  readonly city: string
  readonly month: Month
  readonly employment: 'employed' | 'flexible'
  /** The shard, and where in it. */
  readonly shard: string
  readonly cursor?: string | undefined
}

/** Somebody who is covered in a month that nobody is billed for. */
export type Unbilled = { readonly personId: string; readonly employerId?: string }

/**
 * A page of a city's persons of a kind who are covered in a month, and are on no bill of it: their employer handed in no
 * wage list, or one without them. As it is now, whatever runs said before.
 */
export const pageOfUnbilled = async (
  store: Store,
  { city, month, employment, shard, cursor }: Asked,
  limit: number,
): Promise<{ readonly persons: readonly Unbilled[]; readonly shard?: string; readonly cursor?: string }> => {
  const place = { limit, ...(cursor === undefined ? {} : { cursor }) }
  const page = await pageOfCovered(store, { city, shard, employment }, place)
  const covered = page.persons.flatMap((person) => {
    const spell = spellsOf(person).find(
      (each) =>
        each.employment === employment &&
        each.city === city &&
        isCoveredWithin(each, firstDayOf(month), lastDayOf(month)),
    )
    return spell ? [{ personId: person.personId, employerId: spell.employerId }] : []
  })
  const years = await billedYears.readMany(
    store,
    covered.map(({ personId }) => ({ personId, year: yearOf(month) })),
  )
  const persons = covered
    .filter((_, index) => years[index]?.months[month] === undefined)
    .map(({ personId, employerId }) => ({ personId, ...(employerId === undefined ? {} : { employerId }) }))
  if (page.cursor !== undefined) return { persons, shard, cursor: page.cursor }
  const next = coverageShards[coverageShards.indexOf(shard) + 1]
  return { persons, ...(next === undefined ? {} : { shard: next }) }
}
