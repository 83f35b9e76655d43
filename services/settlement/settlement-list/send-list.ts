import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { ClaimEffects } from '../claim/effects.ts'
import { refuse } from '../refusals.ts'
import type { SentList, SettlementList } from './rules/settlement-list.ts'
import { takeList } from './rules/settlement-list.ts'
import type { SettlementLists } from './store.ts'

/** What work on settlement lists needs from outside. */
export type ListEffects = Pick<ClaimEffects, 'claims' | 'meter'> & { readonly lists: SettlementLists }

/** Takes the list of a settlement from the institution that settled it. Of another's it is told what is told of none. */
export const sendList = (
  sent: SentList,
  { claims, lists, meter }: ListEffects,
): Promise<Decision<SettlementList>> =>
  retryConflicts(async () => {
    const [{ entry, reversedBy }, held] = await Promise.all([
      claims.find(sent.claimId),
      lists.of(sent.claimId),
    ])
    meter('send-list', 1)
    const isOwn =
      entry?.kind === 'claim' &&
      entry.claim.institution === sent.institution &&
      entry.claim.personId === sent.personId
    if (!isOwn) return refuse('claim.unknown', { field: 'claimId' })
    const decision = takeList(sent, { claim: entry.claim, isReversed: reversedBy !== undefined, held })
    if (decision.status === 'refused' || held.includes(decision.value)) return decision
    return (await lists.record(decision.value)) ? accept(decision.value) : undefined
  })
