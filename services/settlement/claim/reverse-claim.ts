import type { Day } from '#shared/calendar/day.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision, Refusal } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { must } from '#shared/kernel/errors.ts'
import { moneyMovedOn } from '../account/carry-over.ts'
import { asItStands } from '../insured-year/rules/as-it-stands.ts'
import type { ClaimReversed, ClaimSettled } from '../insured-year/rules/claim-events.ts'
import { evolve } from '../insured-year/rules/evolve.ts'
import type { ClaimStore, Entry, Taken } from '../insured-year/store.ts'
import { besideWrites } from '../insured-year/year-writes.ts'
import { claimIdOfMessage, yearsBesideEntry } from './claim-request.ts'
import type { ClaimEffects } from './effects.ts'
import { refuseTaken } from './rules/repeat.ts'
import { decideReversal } from './rules/reverse-claim.ts'

/** A reversal as it is asked for: which claim, under which business id, on which day in China. */
export type ReversalRequest = {
  readonly claimId: string
  readonly key: string
  readonly today: Day
  /** Whose claim and of which care the sender takes it to be, where his interface says so. */
  readonly personId?: string
  readonly care?: ClaimSettled['care']
}

const isMeant = ({ personId, care }: ReversalRequest, claim: ClaimSettled): boolean =>
  (personId ?? claim.personId) === claim.personId && (care ?? claim.care) === claim.care

/**
 * Reverses a claim: the exact negative of what stands of it, corrections and all, as an entry of its own, the mark on the claim, and the year without it, in one
 * transaction. Asked for again under the same id it gives the same reversal; under another it is refused.
 * `mayReverse` is shown the claim before anything is decided.
 */
export const reverseClaim = async (
  request: ReversalRequest,
  mayReverse: (claim: ClaimSettled) => void,
  { claims, plans, meter }: ClaimEffects,
): Promise<Decision<ClaimReversed>> => {
  const { claimId, today } = request
  const reversalId = claimIdOfMessage(request.key)
  const reversed = await retryConflicts(async (): Promise<Decision<ClaimReversed> | undefined> => {
    const found = await claims.find(claimId)
    const { entry, reversedBy } = found
    if (entry?.kind === 'claim') mayReverse(entry.claim)
    if (reversedBy === reversalId) return accept(await recordedReversal(claims, reversalId))
    const meant = entry?.kind === 'claim' && isMeant(request, entry.claim) ? entry.claim : undefined
    if (!meant) return decideReversal({ claimId, reversalId, today, recorded: undefined })
    const beside = yearsBesideEntry(meant, today)
    const opened = await claims.open(reversalId, meant, { eventual: false, beside })
    if (opened.entry) return { status: 'refused', refusal: takenBy(opened.entry, claimId) }
    // A correction may have come between the two reads; one that comes after the second changes the year's version.
    const { corrections } = opened.year.trail.corrected ? await claims.find(claimId) : found
    const { claim } = asItStands({ claim: meant, corrections })
    const recorded = { claim, ...(reversedBy ? { reversedBy } : {}) }
    const decision = decideReversal({ claimId, reversalId, today, recorded })
    if (decision.status === 'refused') return decision
    const year = { ...opened.year, state: evolve(opened.year.state, decision.value) }
    const { after, later } = await moneyMovedOn(year, { claims })
    const turn = found.turns + 1
    const along = besideWrites([decision.value], { ...opened, moved: later }, plans().oneStayWithin())
    const written = await claims.recordReversal(decision.value, after, turn, along)
    return written ? decision : undefined
  })
  meter('reverse-claim', 1)
  return reversed
}

/** Why an id cannot reverse a claim: something else has it, or it did reverse the claim and was taken back since. */
const takenBy = (entry: Entry | Taken, claimId: string): Refusal => {
  const isUndone = entry.kind === 'reversal' && entry.reversal.claimId === claimId
  const refusal = refuseTaken(isUndone ? { kind: entry.kind, undone: true } : entry)
  return { ...refusal, field: 'idempotency-key' }
}

const recordedReversal = async (claims: ClaimStore, reversalId: string): Promise<ClaimReversed> => {
  const { entry } = await claims.find(reversalId)
  must(
    entry?.kind === 'reversal',
    'claim.reversal-missing',
    'a claim is marked reversed without a reversal',
    {
      reversalId,
    },
  )
  return entry.reversal
}
