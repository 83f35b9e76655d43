import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { refuse } from '../refusals.ts'
import type { TakeBack } from './rules/take-back.ts'
import { readTakeBack, takeBacks } from './store.ts'

/** Changes what becomes of an allowance by a decision, in the place of the version that was decided on. */
export const changeTakeBack = (
  { benefitId, commandId }: { readonly benefitId: string; readonly commandId: string },
  { store }: { readonly store: Store },
  decide: (takeBack: TakeBack) => Decision<TakeBack>,
): Promise<Decision<TakeBack>> =>
  retryConflicts(async () => {
    const found = await readTakeBack(store, benefitId)
    if (!found) return refuse('take-back.unknown', { field: 'benefitId', figures: { benefitId } })
    const { takeBack: stands, commands, version } = found
    if (commands.includes(commandId)) return accept(stands)
    const decision = decide(stands)
    if (decision.status === 'refused' || decision.value === stands) return decision
    const next = { takeBack: decision.value, commands: [...commands, commandId], version }
    const written = await store.write([takeBacks.replace(next, version)])
    return written.status === 'written' ? decision : undefined
  })
