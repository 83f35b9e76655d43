import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { refuse } from '../refusals.ts'
import type { ResolveSuspense } from './part-out.ts'
import { partOut } from './part-out.ts'
import type { Report } from './report.ts'
import type { StoredSuspense } from './store.ts'
import { readSuspense, suspenseWrite } from './store.ts'

/**
 * Assigns money in suspense to the bill that it came to fit by itself, in one transaction with all that it changes: the
 * suspense account gives exactly what the bill gets. The same again is answered as done. What an officer has a proposal
 * for stays.
 */
export const resolveSuspense = (
  command: ResolveSuspense,
  report: Report,
  { store }: Pick<Effects, 'store'>,
): Promise<Decision<StoredSuspense>> =>
  retryConflicts(async () => {
    const { paymentId, commandId } = command
    const stored = await readSuspense(store, paymentId)
    if (!stored)
      return refuse('contribution.suspense-unknown', { field: 'paymentId', figures: { paymentId } })
    if (stored.suspense.parts.some((part) => part.commandId === commandId)) return accept(stored)
    const { proposal } = stored.suspense
    if (proposal)
      return refuse('contribution.proposal-waits', { figures: { proposalId: proposal.proposalId } })
    const decision = await partOut(stored, command, report, store)
    if (decision.status === 'refused') return decision
    const { part, writes } = decision.value
    const suspense = { ...stored.suspense, parts: [...stored.suspense.parts, part] }
    const next = { ...stored, suspense }
    const written = await store.write([suspenseWrite(next), ...writes])
    return written.status === 'written' ? accept(next) : undefined
  })
