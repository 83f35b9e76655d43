import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { Effects } from '../effects.ts'
import { refuse } from '../refusals.ts'
import type { SweepReturn } from './rules/sweep.ts'
import { returnOfSwept } from './rules/sweep.ts'
import { readIncomeAccount, sweepReturns, sweepReturnWrites } from './store.ts'

/** What tells one return from another: the account, and the treasury's own number. */
const idOf = ({ city, scheme, fundYear, treasuryRef }: Omit<SweepReturn, 'returnId'>): string =>
  stableId('WR-', city, scheme, fundYear, treasuryRef)

/**
 * Records that the treasury paid swept money back to the income account, in one transaction with the total swept. The same
 * word again, under the treasury's own number, is answered as recorded; another under that number is refused.
 */
export const returnSwept = (
  told: Omit<SweepReturn, 'returnId'>,
  { store }: Pick<Effects, 'store'>,
): Promise<Decision<SweepReturn>> =>
  retryConflicts(async () => {
    const back: SweepReturn = { returnId: idOf(told), ...told }
    const earlier = await sweepReturns.read(store, back)
    if (earlier)
      return earlier.amount === back.amount && earlier.returnedOn === back.returnedOn
        ? accept(earlier)
        : refuse('contribution.return-differs', {
            field: 'treasuryRef',
            figures: { treasuryRef: back.treasuryRef },
          })
    const income = await readIncomeAccount(store, back)
    const decision = returnOfSwept(back, income)
    if (decision.status === 'refused') return decision
    const written = await store.write(sweepReturnWrites(back, income))
    return written.status === 'written' ? accept(back) : undefined
  })
