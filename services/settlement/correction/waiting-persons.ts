import type { FundYear } from '#shared/calendar/day.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import type { PersonList } from '../insured-year/records/person-lists.ts'
import { personLists } from '../insured-year/records/person-lists.ts'
import { citiesOf } from '../insured-year/rules/insured-year.ts'
import type { RecordedYear } from '../insured-year/rules/recorded-year.ts'
import type { CorrectionEffects } from './effects.ts'

/** So many lists are read side by side, and so many persons of one at a time. */
const sideBySide = 20
const personsAtOnce = 100

type OwnEffects = Pick<CorrectionEffects, 'corrections' | 'claims'>

const idsIn = async (list: PersonList, { corrections }: OwnEffects): Promise<string[]> => {
  const ids: string[] = []
  let after: string | undefined
  do {
    const { found, cursor } = await corrections.listPersons(list, personsAtOnce, after)
    ids.push(...found)
    after = cursor
  } while (after !== undefined)
  return ids
}

/**
 * The years of whoever lost or changed their entitlement on days already claimed on, and whose claims were not judged
 * again since; and those whose correction was found and waits for somebody's word. Of one city: those that it insures, or insured last.
 */
export const waitingYears = async (
  { year, city }: { readonly year: FundYear; readonly city?: string | undefined },
  effects: OwnEffects,
): Promise<RecordedYear[]> => {
  const found = await yearsOn(personLists(year, { city, onlyDue: true }), year, effects)
  return found.filter(
    ({ state, trail }) =>
      (trail.due.entitlement !== undefined || trail.held !== undefined) &&
      (city === undefined || citiesOf(state).includes(city)),
  )
}

/** The years of whoever stands on some lists of a fund year. */
export const yearsOn = async (
  lists: readonly PersonList[],
  year: FundYear,
  effects: OwnEffects,
): Promise<RecordedYear[]> => {
  const found: RecordedYear[] = []
  for (const some of inPieces(lists, sideBySide)) {
    const ids = (await Promise.all(some.map((list) => idsIn(list, effects)))).flat()
    if (ids.length > 0)
      found.push(...(await effects.claims.findYears(ids.map((personId) => ({ personId, year })))))
  }
  return found
}
