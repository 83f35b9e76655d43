import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import { isCity } from '#shared/kernel/divisions.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { accountEntries, withEntry } from '../account/account-entries.ts'
import { accountYearsOf, heldIn } from '../account/account-years.ts'
import { accountCityOf } from '../benefit/propose-benefit.ts'
import type { PartingEffects } from './effects.ts'
import type { FollowedParting } from './rules/followed.ts'

const causeOf = 'account-parted' as const

/**
 * Has what is the other's of an account go over, by an entry on either side in one transaction.
 * @returns why it waits; undefined once it is there
 */
export const moveAccount = (
  { partingId, stays, goes, account }: FollowedParting,
  on: string,
  { store, claims, meter }: PartingEffects,
): Promise<string | undefined> => {
  const [out, come] = ['out', 'in'].map((side) => stableId('AP-', partingId, side)) as [string, string]
  return retryConflicts(async (): Promise<{ waitsFor?: string } | undefined> => {
    if (await accountEntries.read(store, { personId: stays, entryId: out })) return {}
    const effects = { claims, meter }
    const [from, to] = await Promise.all(
      [stays, goes].map((personId) => accountYearsOf({ personId, day: on }, effects)),
    )
    const [held, other] = [from && heldIn(from), to && heldIn(to)]
    const [city, cityOfOther] = [accountCityOf(from ?? []), accountCityOf(to ?? [])]
    if (!held || held.state.account < account) return { waitsFor: 'account.holds-less' }
    if (!other || city === undefined || cityOfOther === undefined || !isCity(city) || !isCity(cityOfOther))
      return { waitsFor: 'account.not-open' }
    const entry = { cause: causeOf, on }
    const written = await claims.recordYears(
      [withEntry(held, -account, city), withEntry(other, account, cityOfOther)],
      [
        accountEntries.create({
          ...{ ...entry, entryId: out, personId: stays, year: held.state.year, city, amount: -account },
          move: { moveId: partingId, with: goes, city: cityOfOther },
        }),
        accountEntries.create({
          ...{ ...entry, entryId: come, personId: goes, year: other.state.year, amount: account },
          ...{ city: cityOfOther, move: { moveId: partingId, with: stays, city } },
        }),
      ],
    )
    return written ? {} : undefined
  }).then(({ waitsFor }) => waitsFor)
}
