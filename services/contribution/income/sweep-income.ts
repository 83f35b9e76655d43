import type { Day, FundYear } from '#shared/calendar/day.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Effects } from '../effects.ts'
import type { Sweep } from './rules/sweep.ts'
import { amountToSweep } from './rules/sweep.ts'
import { readIncomeAccount, sweeps, sweepWrites } from './store.ts'

/** The account to empty, and the sweep's id. */
type SweepIncome = {
  readonly sweepId: string
  readonly city: CityCode
  readonly scheme: Scheme
  readonly fundYear: FundYear
  readonly on: Day
}

/**
 * Moves everything received so far to the fiscal special account (收支两条线), in one transaction. Of two sweeps at
 * once one finds the other's total and moves only what came since. The same sweep again is answered as recorded; where
 * there is nothing to move, nothing is recorded.
 */
export const sweepIncome = (
  { on, ...account }: SweepIncome,
  { store }: Pick<Effects, 'store'>,
): Promise<Decision<Sweep>> =>
  retryConflicts(async () => {
    const earlier = await sweeps.read(store, account)
    if (earlier) return accept(earlier)
    const income = await readIncomeAccount(store, account)
    const amount = amountToSweep(income, on)
    if (amount.status === 'refused') return amount
    const sweep: Sweep = { ...account, amount: amount.value, sweptOn: on }
    const written = await store.write(sweepWrites(sweep, income))
    return written.status === 'written' ? accept(sweep) : undefined
  })
