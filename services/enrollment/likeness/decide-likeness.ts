import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import type { DecidingHand } from '../person/rules/insured.ts'
import { isDecidedBy } from '../person/rules/insured.ts'
import { refuse } from '../refusals.ts'
import type { Likeness } from './rules/likeness.ts'
import { decideTwoPersons } from './rules/likeness.ts'
import { likenesses } from './store.ts'

/** Decides that two who are alike are two persons, once. */
export const areTwoPersons = (
  likenessId: string,
  decision: { readonly by: DecidingHand; readonly reason: string },
  { store }: Pick<Effects, 'store'>,
): Promise<Decision<Likeness>> =>
  retryConflicts(async () => {
    const likeness = await likenesses.read(store, { likenessId })
    if (!likeness) return refuse('likeness.unknown', { field: 'likenessId' })
    if (decision.by.commandId !== undefined && isDecidedBy(likeness, decision.by.commandId))
      return accept(likeness)
    const decided = decideTwoPersons(likeness, decision)
    if (decided.status === 'refused') return decided
    const next = { ...decided.value, version: likeness.version + 1 }
    const written = await store.write([likenesses.replace(next, likeness.version)])
    return written.status === 'written' ? accept(next) : undefined
  })
