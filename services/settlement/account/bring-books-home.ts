import type { Day } from '#shared/calendar/day.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { isCity } from '#shared/kernel/divisions.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { Fen } from '#shared/money/fen.ts'
import { booksElsewhere } from '../insured-year/rules/account-books.ts'
import { cityAtLastOf } from '../insured-year/rules/insured-year.ts'
import type { PersonYear, RecordedYear } from '../insured-year/rules/recorded-year.ts'
import type { ClaimStore } from '../insured-year/store.ts'
import type { AccountEntry } from './account-entries.ts'
import { accountEntries, withEntries } from './account-entries.ts'
import { isClosed } from './rules/carry-over.ts'

/** The two sides of what goes over: one city's books give it, and the other's get it. */
const sidesOf = (
  { state: { personId, year, version } }: RecordedYear,
  {
    from,
    to,
    amount,
    on,
  }: { readonly from: CityCode; readonly to: CityCode; readonly amount: Fen; readonly on: Day },
): readonly AccountEntry[] => {
  const moveId = stableId('AM-', personId, String(year), String(version), from)
  // Where a city's books owe what was used there, the money goes the other way.
  const [giver, getter] = amount > 0 ? [from, to] : [to, from]
  const fen = Math.abs(amount)
  const side = (city: CityCode, of: CityCode, value: Fen): AccountEntry => ({
    ...{ entryId: `${moveId}-${value > 0 ? 'in' : 'out'}`, personId, year, city, cause: 'account-moved' },
    ...{ amount: value, on, move: { moveId, with: personId, city: of } },
  })
  return [side(giver, getter, -fen), side(getter, giver, fen)]
}

const bringHome = (of: PersonYear, on: Day, claims: ClaimStore): Promise<true> =>
  retryConflicts(async () => {
    const [held] = await claims.findYears([of])
    const home = held && cityAtLastOf(held.state)
    // What lies in a closed year's books went over with it.
    if (!held || isClosed(held) || home === undefined || !isCity(home)) return true
    const sides = booksElsewhere(held.state, home).flatMap(([from, amount]) =>
      isCity(from) ? sidesOf(held, { from, to: home, amount, on }) : [],
    )
    if (sides.length === 0) return true
    const entries = sides.map((each) => accountEntries.create(each))
    return (await claims.recordYears([withEntries(held, sides)], entries)) ? true : undefined
  })

/** Those of some years of which something lies in the books of another city than the one that has the person. */
export const awayFromHome = (years: readonly RecordedYear[]): PersonYear[] =>
  years
    .filter(({ state }) => state.accountIn !== undefined)
    .map(({ state: { personId, year } }) => ({ personId, year }))

/**
 * Has what lies of accounts in the books of other cities than the one that has the person go over to its books: after a
 * move, and after what comes late. The balance stays.
 */
export const bringBooksHome = async (
  years: readonly PersonYear[],
  on: Day,
  claims: ClaimStore,
): Promise<void> => {
  for (const of of years) await bringHome(of, on, claims)
}
