import { yearOf } from '#shared/calendar/day.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { refuse } from '../refusals.ts'
import type { Interest } from './rules/interest.ts'
import { interestIdOf } from './rules/interest.ts'
import { incomeWrites, interests } from './store.ts'

/** What an income account receives of interest; that of the special account lies there already. */
const receivedOf = ({ heldIn, interestId, creditedOn, amount, city, scheme, fundYear }: Interest) =>
  heldIn === 'income'
    ? incomeWrites([
        {
          ...{ city, scheme, fundYear, billId: interestId },
          ...{ pooled: amount, account: 0, paidOn: creditedOn },
        },
      ])
    : []

/**
 * Records interest that a bank credited, in one transaction with the income account that received it. The same word again,
 * under the treasury's own number, is answered as recorded; another under that number is refused.
 */
export const creditInterest = (
  told: Omit<Interest, 'interestId' | 'fundYear'>,
  { store }: Pick<Effects, 'store'>,
): Promise<Decision<Interest>> =>
  retryConflicts(async () => {
    const interest = { interestId: interestIdOf(told), fundYear: yearOf(told.creditedOn), ...told }
    const earlier = await interests.read(store, interest)
    if (earlier)
      return earlier.amount === interest.amount && earlier.creditedOn === interest.creditedOn
        ? accept(earlier)
        : refuse('contribution.interest-differs', {
            field: 'treasuryRef',
            figures: { treasuryRef: interest.treasuryRef },
          })
    const written = await store.write([interests.create(interest), ...receivedOf(interest)])
    return written.status === 'written' ? accept(interest) : undefined
  })
