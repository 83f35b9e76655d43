import type { Day, FundYear } from '#shared/calendar/day.ts'
import type { Entitlement } from '#shared/contracts/enrollment.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { accountEntriesOf } from '../keys.ts'
import type { AccountEntry } from './account-entries.ts'
import { accountEntries } from './account-entries.ts'
import { retireeCredit } from './credit-retirees.ts'
import type { CreditEffects } from './credit-run.ts'
import { creditIdOf, writeCredit } from './credit-run.ts'
import { changeByDeath } from './rules/credit-after-death.ts'
import { retiredMonths } from './rules/retiree-credit.ts'

type Effects = Pick<CreditEffects, 'store' | 'claims' | 'policy'>
type OfYear = { readonly personId: string; readonly year: FundYear }

/** A retired person's credit of a year, first, with what was taken back of it since: entries that its id begins. */
const creditsOfYear = ({ personId, year }: OfYear, store: Store): Promise<readonly AccountEntry[]> => {
  const { pk, prefix } = accountEntriesOf(personId)
  const ofCredit = `${prefix}${creditIdOf(retireeCredit, { personId, year })}`
  return Array.fromAsync(accountEntries.list(store, pk, { prefix: ofCredit }))
}

const takeBack = (
  { personId, year }: OfYear,
  on: Day,
  { store, claims, policy }: Effects,
): Promise<unknown> =>
  retryConflicts(async () => {
    const entries = await creditsOfYear({ personId, year }, store)
    const [credit] = entries
    if (!credit) return 'none'
    const [held] = await claims.findYears([{ personId, year }])
    if (!held) return 'none'
    const { diedOn, entitlementVersion } = held.state
    const amount = changeByDeath(held.state, entries, policy())
    if (amount === 0) return 'none'
    const entry: AccountEntry = {
      ...{ entryId: `${credit.entryId}-${entitlementVersion}`, personId, year },
      ...{ city: credit.city, cause: 'retiree-credit', amount, on },
      retired: { months: retiredMonths(held.state).length, entitlementVersion },
      afterDeath: diedOn === undefined ? {} : { diedOn },
    }
    return (await writeCredit(held, entry, claims)) ? 'written' : undefined
  })

/**
 * Takes back what was credited to accounts of retired persons for months after their death, when that is told after the credit; and
 * gives it again where the death is taken back. Judged by the year as it is held, so events may come twice and in any order.
 */
export const takeCreditsBack = async (persons: readonly Entitlement[], effects: Effects): Promise<void> => {
  for (const { personId, year, spells, diedOn, changedOn } of persons)
    if (diedOn !== undefined || spells.some(({ employment }) => employment === 'retired'))
      await takeBack({ personId, year }, changedOn, effects)
}
