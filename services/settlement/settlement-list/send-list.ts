import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { ClaimEffects } from '../claim/effects.ts'
import { findOwnClaim } from '../claim/own-claim.ts'
import { refuse } from '../refusals.ts'
import type { SentList, SettlementList } from './rules/settlement-list.ts'
import { takeList } from './rules/settlement-list.ts'
import type { SettlementLists } from './store.ts'

/** What work on settlement lists needs from outside. */
export type ListEffects = Pick<ClaimEffects, 'claims' | 'meter'> & { readonly lists: SettlementLists }

/** Takes the list of a settlement from the institution that settled it. Of another's it is told what is told of none. */
export const sendList = (sent: SentList, effects: ListEffects): Promise<Decision<SettlementList>> =>
  retryConflicts(async () => {
    const { lists, meter } = effects
    const [found, held] = await Promise.all([
      findOwnClaim(sent.claimId, sent, effects),
      lists.of(sent.claimId),
    ])
    meter('send-list', 1)
    if (!found) return refuse('claim.unknown', { field: 'claimId' })
    const isReversed = found.reversedBy !== undefined
    const decision = takeList(sent, { claim: found.entry.claim, isReversed, held })
    if (decision.status === 'refused' || held.includes(decision.value)) return decision
    return (await lists.record(decision.value)) ? accept(decision.value) : undefined
  })
