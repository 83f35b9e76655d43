import type { Day, FundYear } from '#shared/calendar/day.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Write } from '#shared/edge/store/store.ts'
import { must } from '#shared/kernel/errors.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { accountYearsOf, heldIn } from '../account/account-years.ts'
import { moveMoneyOn } from '../account/carry-over.ts'
import { yearsBesideEntry } from '../claim/claim-request.ts'
import { judgeWithYears, requireYears } from '../claim/earlier-years.ts'
import { purchaseSlot } from '../claim/rules/purchase-visit.ts'
import { decideReversal } from '../claim/rules/reverse-claim.ts'
import { decide } from '../claim/rules/settle-claim.ts'
import type { Slot } from '../claim/rules/slot.ts'
import { slotsOf } from '../claim/visit-slots.ts'
import { asCharged } from '../correction/rules/as-charged.ts'
import { allReturned, bringToWhoGoesOn, returnAlong } from '../family/claim-uses.ts'
import { writesOfKept } from '../insured-year/join-years.ts'
import type { RecordedClaim } from '../insured-year/records/claim-item.ts'
import { asItStands } from '../insured-year/rules/as-it-stands.ts'
import type { ClaimSettled } from '../insured-year/rules/claim-events.ts'
import { evolve } from '../insured-year/rules/evolve.ts'
import { continuedInto } from '../insured-year/rules/year-beside.ts'
import type { EntryHistory } from '../insured-year/store.ts'
import { claimWrites } from '../insured-year/store.ts'
import { besideWrites } from '../insured-year/year-writes.ts'
import type { PartingEffects } from './effects.ts'
import type { FollowedClaim, FollowedParting } from './rules/followed.ts'

type Parting = Pick<FollowedParting, 'partingId' | 'stays' | 'goes'>

/** The ids of what a parting makes of a claim: its reversal, and the claim of the other in its place. */
const idsOf = (partingId: string, claimId: string) => ({
  reversalId: stableId('C', partingId, claimId, 'reversal'),
  movedAs: stableId('C', partingId, claimId, 'claim'),
})

type Places = Pick<RecordedClaim, 'visitId' | 'batch' | 'marks' | 'lineMarks'>
type Handed = { readonly writes: readonly Write[]; readonly places: Places }

/** The slots of a claim go over to the other's: the visit is settled as before, and by nobody twice. */
const handOver = async (
  recorded: RecordedClaim,
  { movedAs, goes }: { readonly movedAs: string; readonly goes: string },
  { slots, plans }: PartingEffects,
): Promise<Handed | undefined> => {
  const { claim, visitId, batch, marks, lineMarks } = recorded
  const { institution, personId, servedOn: on, claimId } = claim
  const limits = plans().limitsOn(on)
  let places: Places = {
    ...(visitId === undefined ? {} : { visitId }),
    ...(batch === undefined ? {} : { batch }),
    ...(marks === undefined ? {} : { marks }),
    ...(lineMarks === undefined ? {} : { lineMarks }),
  }
  const writes: Write[] = []
  for (const slot of slotsOf(recorded)) {
    const ofDay = purchaseSlot({ institution, personId, on, marks: slot.marks ?? [] })
    if (ofDay.visitId !== slot.visitId) {
      const handed = await slots.handOver(slot as Slot, claimId, { claimId: movedAs, personId: goes })
      if (!handed) return undefined
      writes.push(...handed)
      continue
    }
    const theirs = purchaseSlot({ institution, personId: goes, on, marks: slot.marks ?? [] })
    const seen = await slots.look(theirs, { ...limits, fresh: true })
    if (seen.status !== 'free') return undefined
    writes.push(...(await slots.free(slot, claimId)), seen.take(movedAs))
    if (slot.visitId === visitId) places = { ...places, visitId: theirs.visitId, batch: theirs.batch }
  }
  return { writes, places }
}

type ToMove = {
  readonly recorded: RecordedClaim
  readonly history: EntryHistory
  readonly on: Day
}

/** What the personal account of the other may pay of it: no more than it paid, and than there is. */
const accountFor = async (claim: ClaimSettled, goes: string, on: Day, { claims }: PartingEffects) => {
  if (claim.amounts.account === 0) return 0
  const years = await accountYearsOf({ personId: goes, day: on }, { claims })
  return Math.max(0, Math.min(claim.amounts.account, heldIn(years)?.state.account ?? 0))
}

/** One try: the reversal and the claim in its place, in one transaction; undefined where somebody was faster. */
const tryMove = async (
  { partingId, goes }: Parting,
  { recorded, history, on }: ToMove,
  effects: PartingEffects,
): Promise<FollowedClaim | undefined> => {
  const { claims, plans, reference, store } = effects
  const { claim: meant } = recorded
  const { claimId } = meant
  const { reversalId, movedAs } = idsOf(partingId, claimId)
  const { institutions, catalogue } = await reference.current()
  const institution = institutions.get(meant.institution)
  must(institution !== undefined, 'parting.institution-missing', 'an institution is registered no more', {
    claimId,
  })
  const within = plans().oneStayWithin()
  const beside: FundYear[] = [...yearsBesideEntry(meant, on)]
  const ofOther = [...new Set([...beside, ...(meant.stay ? [meant.year - 1] : [])])]
  const [from, to] = await Promise.all([
    claims.open(reversalId, meant, { eventual: false, beside }),
    claims.open(movedAs, { personId: goes, year: meant.year }, { eventual: false, beside: ofOther }),
  ])
  // Enrolment's word that the two are two comes with the days of either, and may be on its way.
  if (to.year.state.sameAs !== undefined || from.year.state.sameAs !== undefined)
    return { claimId, waitsFor: 'parting.not-told-yet' }
  const { claim, isPaid } = asItStands({ claim: meant, corrections: history.corrections })
  const reversed = decideReversal({
    ...{ claimId, reversalId, today: on },
    recorded: { claim, ...(history.corrections.length > 0 ? { settledAs: meant } : {}) },
  })
  if (reversed.status === 'refused') return { claimId, waitsFor: reversed.refusal.code }
  const account = isPaid ? await accountFor(claim, goes, on, effects) : 0
  const command = { ...asCharged(meant, institution), claimId: movedAs, msgid: movedAs, personId: goes }
  const neighbours = to.neighbours.map(({ state }) => state)
  const { outcome, earlier } = await judgeWithYears(
    (years) =>
      decide(
        command,
        { ...to.year.state, account },
        { plans: plans(), catalogue },
        { neighbours, earlier: years },
      ),
    to.year.state,
    plans(),
    effects,
  )
  if (outcome.status === 'refused') return { claimId, waitsFor: outcome.refusal.code }
  const settled: ClaimSettled = { ...outcome.value, settledOn: on }
  const further = continuedInto(settled, to.year.state, within)
  if (further !== undefined && !ofOther.includes(further)) return { claimId, waitsFor: 'claim.year-beside' }
  const handed = await handOver(recorded, { movedAs, goes }, effects)
  if (!handed) return { claimId, waitsFor: 'claim.duplicate' }
  const left = await moveMoneyOn({ ...from.year, state: evolve(from.year.state, reversed.value) }, effects)
  const come = await moveMoneyOn({ ...to.year, state: evolve(to.year.state, settled) }, effects)
  const returns = isPaid ? allReturned(claim, reversalId) : []
  // What paid it as family's may be the very account of whose it is.
  const along = [come.after, ...come.later]
  const given = await returnAlong(claim.personId, { returns, along }, on, effects)
  const [after = come.after, ...later] = given.along
  const place = { claim: settled, accountAfter: after.state.account, movedFrom: claimId, ...handed.places }
  const written = await claims.recordReversal(reversed.value, left.after, history.turns + 1, [
    ...besideWrites([reversed.value], { ...from, moved: left.later }, within),
    ...claimWrites(place, after),
    ...besideWrites([settled], { ...to, moved: later }, within),
    ...requireYears(earlier, [to.year, ...to.neighbours]),
    ...handed.writes,
    ...given.writes,
    ...(await writesOfKept(after, store)),
  ])
  if (!written) return undefined
  await bringToWhoGoesOn({ year: left.after, returns }, on, effects)
  return { claimId, movedAs }
}

/**
 * Has a claim that was recorded of one number be the other's: it is reversed, and settled anew as theirs by what they are
 * entitled to, in one transaction, so that it belongs to one of the two at every moment. Where it could not be settled as
 * theirs it stays, and why is told.
 */
export const moveClaim = (
  parting: Parting,
  claimId: string,
  on: Day,
  effects: PartingEffects,
): Promise<FollowedClaim> =>
  retryConflicts(async () => {
    const history = await effects.claims.find(claimId)
    const { entry, reversedBy } = history
    if (entry?.kind !== 'claim' || entry.claim.personId !== parting.stays)
      return { claimId, waitsFor: 'claim.unknown' }
    const { reversalId, movedAs } = idsOf(parting.partingId, claimId)
    if (reversedBy === reversalId) return { claimId, movedAs }
    if (reversedBy !== undefined) return { claimId, isReversed: true }
    const { kind: _, ...recorded } = entry
    return tryMove(parting, { recorded, history, on }, effects)
  })
