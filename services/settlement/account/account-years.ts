import type { Day } from '#shared/calendar/day.ts'
import { yearOf } from '#shared/calendar/day.ts'
import type { YearEffects } from '../insured-year/effects.ts'
import type { RecordedYear } from '../insured-year/rules/recorded-year.ts'
import { asCarriedOver, carryOverTo } from './carry-over.ts'
import { isClosed, isOpen } from './rules/carry-over.ts'

/** How many years back an account may lie that nobody used since. */
const accountYears = 15

/** The years of a person's account up to a day, the last one first. */
export const readAccountYears = async (
  { personId, day }: { readonly personId: string; readonly day: Day },
  { claims }: Pick<YearEffects, 'claims'>,
): Promise<readonly RecordedYear[]> => {
  const names = Array.from({ length: accountYears + 1 }, (_, back) => ({
    personId,
    year: yearOf(day) - back,
  }))
  return (await claims.findYears(names)).filter(({ state }) => state.version > 0)
}

/** The same once the last of them has taken over what the one before it still held. */
export const accountYearsOf = async (
  of: { readonly personId: string; readonly day: Day },
  effects: Pick<YearEffects, 'claims'>,
): Promise<readonly RecordedYear[]> => {
  const found = await readAccountYears(of, effects)
  const [last] = found
  if (!last || found.length === 1 || isOpen(last)) return found
  await carryOverTo(last.state, effects)
  return readAccountYears(of, effects)
}

/** The same as they would be then; nothing is written. */
export const accountYearsAsIf = async (
  of: { readonly personId: string; readonly day: Day },
  effects: Pick<YearEffects, 'claims'>,
): Promise<readonly RecordedYear[]> => {
  const [last, ...before] = await readAccountYears(of, effects)
  if (!last) return []
  const { year, neighbours } = await asCarriedOver({ year: last, neighbours: before }, effects)
  return [year, ...neighbours]
}

/** The year of a person's account that holds its balance: the last that did not go over to another. */
export const heldIn = (years: readonly RecordedYear[]): RecordedYear | undefined =>
  years
    .filter(({ carriedOut }) => carriedOut === undefined)
    .sort((a, b) => b.state.year - a.state.year)
    .at(0)

/** The year that holds a person's account, a later one than that of a day where it went over to it since. */
export const heldSince = async (
  { personId, day }: { readonly personId: string; readonly day: Day },
  effects: Pick<YearEffects, 'claims'>,
): Promise<RecordedYear | undefined> => {
  const years = await accountYearsOf({ personId, day }, effects)
  const [last] = years
  return last && isClosed(last)
    ? heldSince({ personId, day: `${yearOf(day) + 1}-01-01` }, effects)
    : heldIn(years)
}
