import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import type { StruckEmployer } from '../market/rules/struck-employer.ts'
import { struckEmployers } from '../market/store.ts'
import { refuse } from '../refusals.ts'

/** Takes a step on an employer that was struck off, once however often it is asked for. What was decided is published by the table's stream. */
export const stepOnStrike = (
  employerId: string,
  step: (struck: StruckEmployer) => Decision<StruckEmployer>,
  { store }: { readonly store: Store },
): Promise<Decision<StruckEmployer>> =>
  retryConflicts(async () => {
    const stored = await struckEmployers.read(store, { employerId })
    if (!stored) return refuse('strike-off.unknown', { field: 'employerId', figures: { employerId } })
    const { version, ...struck } = stored
    const next = step(struck as StruckEmployer)
    if (next.status === 'refused' || next.value === struck) return next
    const written = await store.write([struckEmployers.replace({ ...next.value, version }, version)])
    return written.status === 'written' ? next : undefined
  })
