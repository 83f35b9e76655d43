import type { Day, FundYear } from '#shared/calendar/day.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Sweep } from './rules/sweep.ts'
import { amountToSweep } from './rules/sweep.ts'
import { readIncomeAccount, sweepKey, sweepWrites, toSweep } from './store.ts'

/** The account to empty, and the sweep's id. */
export type SweepIncome = {
  readonly sweepId: string
  readonly city: CityCode
  readonly scheme: Scheme
  readonly fundYear: FundYear
  readonly on: Day
}

/**
 * Moves everything received so far to the fiscal special account (收支两条线), in one transaction. Of two sweeps at
 * once one finds the other's total and moves only what came since.
 */
export const sweepIncome = (
  command: SweepIncome,
  { store }: { readonly store: Store },
): Promise<Decision<Sweep>> => {
  const payload = fingerprint(command)
  const { on, ...account } = command
  return retryConflicts(async (): Promise<Decision<Sweep> | undefined> => {
    const earlier = await store.get(sweepKey(command.sweepId))
    if (earlier)
      return earlier.payload === payload
        ? accept(toSweep(earlier))
        : refuse('idempotency-key.other-payload', 'the key was used for another sweep')
    const income = await readIncomeAccount(store, account)
    const sweep: Sweep = { ...account, amount: amountToSweep(income), sweptOn: on }
    const written = await store.write(sweepWrites(sweep, payload, income))
    return written.status === 'written' ? accept(sweep) : undefined
  })
}
