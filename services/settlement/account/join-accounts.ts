import type { Day } from '#shared/calendar/day.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import { isCity } from '#shared/kernel/divisions.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { fen, sum } from '#shared/money/fen.ts'
import type { YearEffects } from '../insured-year/effects.ts'
import { booksOf } from '../insured-year/rules/account-books.ts'
import type { AccountEntry } from './account-entries.ts'
import { accountEntries, withEntries } from './account-entries.ts'
import { heldSince } from './account-years.ts'
import { bringBooksHome } from './bring-books-home.ts'

type Holder = { readonly personId: string; readonly day: Day }

/**
 * Moves what the account of a number holds to that of whoever the number turned out to be, in one transaction of both. What
 * lies in a city's books stays there, and then goes over to those of the city that has them. Nothing happens while nothing
 * is recorded of the other: their own year moves it then. A debt stays where it is owed.
 */
export const joinAccount = async (
  { personId, day }: Holder,
  { claims }: Pick<YearEffects, 'claims'>,
): Promise<void> => {
  const next = await retryConflicts(async () => {
    const from = await heldSince({ personId, day }, { claims })
    const other = from?.state.sameAs
    if (!from || other === undefined || from.state.account <= 0) return { kept: undefined }
    const to = await heldSince({ personId: other, day }, { claims })
    const books = Object.entries(booksOf(from.state)).flatMap(([city, amount]) =>
      isCity(city) ? [{ city, amount }] : [],
    )
    if (!to || sum(books.map(({ amount }) => amount)) !== from.state.account) return { kept: undefined }
    const { year, version } = from.state
    const entries = books.flatMap(({ city, amount }): AccountEntry[] => {
      const entryId = stableId('AE-', 'number-joined', personId, other, String(year), String(version), city)
      const moved = { entryId, city, cause: 'number-joined' as const, on: day }
      return [
        { ...moved, personId, year, amount: fen(0 - amount), other },
        { ...moved, personId: other, year: to.state.year, amount, other: personId },
      ]
    })
    const given = books.map(({ city, amount }) => ({ city, amount: fen(0 - amount) }))
    const years = [withEntries(from, given), withEntries(to, books)]
    const written = await claims.recordYears(years, entries.map(accountEntries.create))
    return written ? { kept: to.state } : undefined
  })
  if (next.kept === undefined) return
  await bringBooksHome([next.kept], day, claims)
  // Whoever goes on may have turned out to be a third.
  await joinAccount({ personId: next.kept.personId, day }, { claims })
}
