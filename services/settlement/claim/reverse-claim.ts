import type { Day } from '#shared/calendar/day.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision, Refusal } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { must } from '#shared/kernel/errors.ts'
import { moveMoneyOn } from '../account/carry-over.ts'
import type { GivenBack } from '../family/claim-uses.ts'
import { allReturned, bringToWhoGoesOn, returnWrites } from '../family/claim-uses.ts'
import { asItStands } from '../insured-year/rules/as-it-stands.ts'
import type { ClaimReversed, ClaimSettled } from '../insured-year/rules/claim-events.ts'
import { evolve } from '../insured-year/rules/evolve.ts'
import type { ClaimStore, Entry, EntryHistory, TakenId } from '../insured-year/store.ts'
import { besideWrites } from '../insured-year/year-writes.ts'
import { refuse } from '../refusals.ts'
import { yearsBesideEntry } from './claim-request.ts'
import type { ClaimEffects } from './effects.ts'
import { claimIdOfMessage } from './message.ts'
import { refuseTaken } from './rules/repeat.ts'
import { decideReversal } from './rules/reverse-claim.ts'
import { slotsOf } from './visit-slots.ts'

/** A reversal as it is asked for: which claim, under which business id, on which day in China. */
export type ReversalRequest = {
  readonly claimId: string
  readonly key: string
  readonly today: Day
  /** Whose claim and of which care the sender takes it to be, where their interface says so. */
  readonly personId?: string
  readonly care?: ClaimSettled['care']
  /** Who sends it, for the record of the reversal. */
  readonly by?: string
  /** What was found of the claim, where it was just read. */
  readonly found?: EntryHistory
}

/** Whether a claim is the sender's to move; where it is not, it is to them as one that nobody knows. */
export type MayReverse = (claim: ClaimSettled) => boolean

const isNamed = ({ personId, care }: ReversalRequest, claim: ClaimSettled): boolean =>
  (personId ?? claim.personId) === claim.personId && (care ?? claim.care) === claim.care

/**
 * Reverses a claim by an entry of its own: the exact negative of what stands of it, corrections and all. The mark on the
 * claim, the year without it and the visit that is open again are in the same transaction. Asked for again under the
 * same id it gives the same reversal; under another it is refused. `mayReverse` is shown the claim before anything is
 * decided.
 */
export const reverseClaim = async (
  request: ReversalRequest,
  mayReverse: MayReverse,
  { claims, families, slots, plans, meter }: ClaimEffects,
): Promise<Decision<ClaimReversed>> => {
  const { claimId, today } = request
  let read = request.found
  let left: GivenBack | undefined
  const reversed = await retryConflicts(async (): Promise<Decision<ClaimReversed> | undefined> => {
    const found = read ?? (await claims.find(claimId))
    read = undefined
    const { entry, reversedBy } = found
    if (entry?.kind !== 'claim' || !mayReverse(entry.claim))
      return refuse('claim.unknown', { field: 'claimId' })
    const { institution } = entry.claim
    const reversalId = claimIdOfMessage({ msgid: request.key, institution })
    if (reversedBy === reversalId) return accept(await recordedReversal(claims, reversalId))
    const meant = isNamed(request, entry.claim) ? entry.claim : undefined
    if (!meant) return decideReversal({ claimId, reversalId, today, recorded: undefined })
    const beside = yearsBesideEntry(meant, today)
    const opened = await claims.open(reversalId, meant, { eventual: false, beside })
    if (opened.entry) return { status: 'refused', refusal: refuseTakenId(opened.entry, claimId) }
    // A correction may have come between the two reads; one that comes after the second changes the year's version.
    const { corrections } = opened.year.trail.corrected ? await claims.find(claimId) : found
    const { claim, isPaid } = asItStands({ claim: meant, corrections })
    const corrected = corrections.length > 0 ? { settledAs: meant } : {}
    const recorded = { claim, ...corrected, ...(reversedBy ? { reversedBy } : {}) }
    const decision = decideReversal({ claimId, reversalId, today, recorded })
    if (decision.status === 'refused') return decision
    const reversal = request.by === undefined ? decision.value : { ...decision.value, by: request.by }
    const year = { ...opened.year, state: evolve(opened.year.state, reversal) }
    const { after, later } = await moveMoneyOn(year, { claims })
    const turn = found.turns + 1
    const freed = (await Promise.all(slotsOf(entry).map((slot) => slots.free(slot, claimId)))).flat()
    const ofYears = besideWrites([reversal], { ...opened, moved: later }, plans().oneStayWithin())
    const returns = isPaid ? allReturned(claim, reversalId) : []
    const given = await returnWrites(claim.personId, returns, today, { claims, families })
    const along = [...freed, ...ofYears, ...given]
    left = { year: after, returns }
    return (await claims.recordReversal(reversal, after, turn, along)) ? accept(reversal) : undefined
  })
  if (left && reversed.status === 'accepted') await bringToWhoGoesOn(left, today, { claims, families })
  meter('reverse-claim', 1)
  return reversed
}

/** Why an id cannot reverse a claim: something else has it, or it did reverse the claim and was taken back since. */
const refuseTakenId = (entry: Entry | TakenId, claimId: string): Refusal => {
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
