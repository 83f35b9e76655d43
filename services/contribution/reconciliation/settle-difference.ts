import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { refuse } from '../refusals.ts'
import type { Difference } from './rules/difference.ts'
import { differences, readDifference } from './store.ts'

/** Decides on a difference and saves it; a decision that changes nothing writes nothing. */
export const changeDifference = (
  differenceId: string,
  decide: (difference: Difference) => Decision<Difference>,
  { store }: Pick<Effects, 'store'>,
): Promise<Decision<Difference>> =>
  retryConflicts(async () => {
    const stored = await readDifference(store, differenceId)
    if (!stored)
      return refuse('reconciliation.difference-unknown', {
        field: 'differenceId',
        figures: { differenceId },
      })
    const decision = decide(stored.difference)
    if (decision.status === 'refused' || decision.value === stored.difference) return decision
    const written = await store.write([
      differences.replace({ ...stored, difference: decision.value }, stored.version),
    ])
    return written.status === 'written' ? decision : undefined
  })
