import type { Day } from '#shared/calendar/day.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import { isCity } from '#shared/kernel/divisions.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { fen } from '#shared/money/fen.ts'
import type { YearEffects } from '../insured-year/effects.ts'
import { cityAtLastOf } from '../insured-year/rules/insured-year.ts'
import type { AccountEntry } from './account-entries.ts'
import { accountEntries, withEntry } from './account-entries.ts'
import { accountYearsOf, heldIn } from './account-years.ts'

type Holder = { readonly personId: string; readonly day: Day }

/**
 * Moves what the account of a number holds to that of whoever the number turned out to be, in one transaction of both. The
 * fund's books hold one sum for all accounts, which stays the same. Nothing happens while nothing is recorded of the other:
 * their own year moves it then. A debt stays where it is owed.
 */
export const joinAccount = async (
  { personId, day }: Holder,
  { claims }: Pick<YearEffects, 'claims'>,
): Promise<void> => {
  const next = await retryConflicts(async () => {
    const from = heldIn(await accountYearsOf({ personId, day }, { claims }))
    const other = from?.state.sameAs
    if (!from || other === undefined || from.state.account <= 0) return { kept: undefined }
    const to = heldIn(await accountYearsOf({ personId: other, day }, { claims }))
    const city = cityAtLastOf(from.state) ?? (to && cityAtLastOf(to.state))
    if (!to || city === undefined || !isCity(city)) return { kept: undefined }
    const { account, year, version } = from.state
    const entryId = stableId('AE-', 'number-joined', personId, other, String(year), String(version))
    const moved = { entryId, city, cause: 'number-joined' as const, on: day }
    const entries: readonly AccountEntry[] = [
      { ...moved, personId, year, amount: fen(-account), other },
      { ...moved, personId: other, year: to.state.year, amount: account, other: personId },
    ]
    const years = [withEntry(from, -account), withEntry(to, account)]
    const written = await claims.recordYears(years, entries.map(accountEntries.create))
    return written ? { kept: other } : undefined
  })
  // Whoever goes on may have turned out to be a third.
  if (next.kept !== undefined) await joinAccount({ personId: next.kept, day }, { claims })
}
