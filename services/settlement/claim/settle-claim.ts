import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision, Refusal } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { must } from '#shared/kernel/errors.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { withAccountBack } from '../account/account-back.ts'
import { asCarriedOver, carryOverTo } from '../account/carry-over.ts'
import { isOpen } from '../account/rules/carry-over.ts'
import { takenOfLater } from '../account/rules/claim-of-closed-year.ts'
import type { Reference } from '../catalogue/reference.ts'
import { pursesOf, readUsable, useWrites } from '../family/claim-uses.ts'
import { isPharmacy } from '../institution/rules/institution.ts'
import type { RecordedClaim } from '../insured-year/records/claim-item.ts'
import type { ClaimSettled } from '../insured-year/rules/claim-events.ts'
import { evolve } from '../insured-year/rules/evolve.ts'
import type { FamilyPurse } from '../insured-year/rules/family.ts'
import { familyPartsIn } from '../insured-year/rules/family.ts'
import type { InsuredYear } from '../insured-year/rules/insured-year.ts'
import type { RecordedYear } from '../insured-year/rules/recorded-year.ts'
import { continuedInto } from '../insured-year/rules/year-beside.ts'
import { institutionOfSender, senderIn } from '../insured-year/sent-by.ts'
import type { ClaimContext, Entry, TakenId } from '../insured-year/store.ts'
import { besideWrites } from '../insured-year/year-writes.ts'
import { refusal, refuse } from '../refusals.ts'
import type { ClaimRequest } from './claim-request.ts'
import { fingerprintOf, yearOfRequest, yearsBeside } from './claim-request.ts'
import { judgeWithYears, requireYears } from './earlier-years.ts'
import type { ClaimEffects } from './effects.ts'
import type { HeldClaim } from './held-claims.ts'
import type { InspectionBasis } from './inspected.ts'
import { hintsOf, judgeInspected } from './inspected.ts'
import { claimIdOfMessage } from './message.ts'
import type { Hit } from './rules/inspection.ts'
import { purchaseSlot } from './rules/purchase-visit.ts'
import { refuseReuse, refuseTaken } from './rules/repeat.ts'
import type { Slot, WantedSlot } from './rules/slot.ts'
import type { SlotSeen } from './visit-slots.ts'
import { refuseDuplicate, refusePurchased } from './visit-slots.ts'

/** What the patient's year says of them to whoever treats them. */
export type Patient = Pick<InsuredYear, 'sex' | 'birthOn' | 'spells' | 'registered'>
/** A settled claim as it is answered. */
export type AnsweredClaim = RecordedClaim & { readonly patient: Patient }

/** The patient as a year has them. */
export const patientIn = ({ state: { sex, birthOn, spells, registered } }: RecordedYear): Patient => ({
  ...{ sex, birthOn, spells, registered },
})

/** How an answer came about, which is also what its cost is counted under. */
type Outcome = 'settle-claim' | 'repeat-claim' | 'refuse-claim'
type SettlementAnswer = { readonly decision: Decision<AnsweredClaim>; readonly outcome: Outcome }

/**
 * Settles a claim by one read and one transaction. Read is the person's year, a second one for a stay that touches it,
 * and the claim, should it have been settled before. Written are three items: the claim, the year it leaves, and that
 * it is the one that stands of its visit. For a stay that touches years beside its own the transaction also lists it
 * there, or requires that year to be as read. A stay there may overlap it or have paid of its deductible, and
 * entitlement there may bear it. Four items are written then, five for one settled a year late. The first read is
 * eventually consistent, since the version check in the transaction finds a stale one. A claim is refused only on what
 * was read consistently, from table and catalogue. The first claim of a year that uses the personal account may have
 * to bring its balance over from the year before. That is a transaction of its own. One of a year whose balance went over
 * already reads the years after it, and takes what it uses of them by the same write. A claim that uses the account and
 * leaves something in cash reads once more where the year says that others let the person use theirs. What these give is written with it. A message that comes again is
 * answered as before and writes nothing. A visit, or a charging batch of it, that another claim settled is refused,
 * and that claim named.
 * @returns the claim as recorded, or the refusal; after one nothing was written but what its institution sent, if a
 * rule holds it: an office settles that and nothing else
 */
export const settleClaim = async (
  request: ClaimRequest,
  effects: ClaimEffects,
): Promise<Decision<AnsweredClaim>> => {
  if (request.reviewed === undefined) {
    const decision = await settleSent(request, undefined, effects)
    if (decision.status === 'refused' && decision.refusal.code === 'claim.held')
      await keepHeld(request, effects)
    return decision
  }
  const held = await effects.held.find(claimIdOfMessage(request))
  const refused = refuseReview(request, held)
  if (refused || !held) return refused ?? refuse('claim.not-sent', { field: 'idempotency-key' })
  return settleSent({ ...request, settledOn: held.settledOn }, held.by, effects)
}

const sentContentOf = ({ reviewed: _, ...sent }: ClaimRequest): string => fingerprintOf(sent as ClaimRequest)

/** Keeps what an institution sent and a rule holds. */
const keepHeld = async (request: ClaimRequest, { held }: ClaimEffects): Promise<void> => {
  const { institution, settledOn, by, behind = [] } = request
  if (by === undefined || institutionOfSender(by) !== institution) return
  await held.keep({
    ...{ claimId: claimIdOfMessage(request), content: sentContentOf(request) },
    ...{ institution, settledOn, by, behind },
  })
}

/** Why an office may not settle something as reviewed: its institution did not send just that, or they sent it themselves. */
const refuseReview = (request: ClaimRequest, held: HeldClaim | undefined): Decision<never> | undefined => {
  if (!held) return refuse('claim.not-sent', { field: 'idempotency-key' })
  if (held.content !== sentContentOf(request)) return refuse('claim.not-as-sent', { field: 'reviewed' })
  const reviewer = senderIn(request.by ?? '').subject
  return [senderIn(held.by).subject, ...held.behind].some((hand) => isSamePerson(hand, reviewer))
    ? refuse('claim.review-not-yours', { field: 'reviewed' })
    : undefined
}

/** @param sentAs who of the institution sent what an office settles as reviewed */
const settleSent = async (
  request: ClaimRequest,
  sentAs: string | undefined,
  { claims, families, slots, reference, plans, inspection, meter }: ClaimEffects,
): Promise<Decision<AnsweredClaim>> => {
  const claimId = claimIdOfMessage(request)
  const slot = slotOfRequest(request)
  must(slot !== undefined, 'claim.without-visit', 'a settlement names no visit', { claimId })
  const limits = plans().limitsOn(request.settledOn)
  const of = { personId: request.personId, year: yearOfRequest(request) }
  const within = plans().oneStayWithin()
  let beside = yearsBeside(request, within)
  let judgedBy = await reference.current()
  let eventual = true
  let fresh = false

  const { decision, outcome } = await retryConflicts(async (): Promise<SettlementAnswer | undefined> => {
    const purchase = purchaseOf(request, judgedBy)
    const [found, seen, bought] = await Promise.all([
      claims.open(claimId, of, { eventual, beside }),
      slots.look(slot, { ...limits, fresh }),
      purchase && slots.look(purchase, { ...limits, fresh }),
    ])
    if (found.entry) return answerRepeat(found, found.entry, request)
    if (seen.status !== 'free' || (bought && bought.status !== 'free')) {
      // Held by this very claim: it was recorded between the two reads, or is not to be seen yet.
      const isOwn = [seen, bought].some((each) => each?.status === 'held' && each.by === claimId)
      if (!eventual && !isOwn) return refusedAs(refusalOf({ seen, bought }, slot))
      eventual = false
      fresh = true
      return undefined
    }
    if (request.useAccount && found.year.state.version > 0 && !isOpen(found.year)) {
      await carryOverTo(of, { claims })
      eventual = false
      return undefined
    }
    const { read: opened, later } = request.useAccount
      ? await withAccountBack(found, { claims })
      : { read: found, later: [] }
    const read = { ...statesOf(opened), reference: judgedBy, plans: plans(), inspection }
    const judgedWith = (family?: readonly FamilyPurse[]) =>
      judgeWithYears((years) => judgeInspected(request, { ...read, earlier: years, family }), of, plans(), {
        claims,
      })
    const alone = await judgedWith()
    const shared = isLeftToFamily(request, alone.outcome, opened)
      ? await readUsable(request.personId, request.settledOn, true, { claims, families })
      : undefined
    const { outcome: decided, earlier } =
      shared && shared.usable.length > 0 ? await judgedWith(pursesOf(shared)) : alone
    if (decided.status === 'refused') {
      if (!eventual && fresh) return refusedAs(decided.refusal)
      eventual = false
      fresh = true
      judgedBy = await reference.refresh()
      return undefined
    }
    eventual = false
    const year = yearOfClaim(opened, decided.value)
    const state = evolve(year.state, decided.value)
    const isLate = decided.value.amounts.account > 0 && year === opened.year && later.length > 0
    const left = isLate ? takenOfLater({ ...year, state }, later) : { after: { ...year, state }, later: [] }
    const by = {
      ...(request.by === undefined ? {} : { by: request.by }),
      ...(sentAs === undefined ? {} : { sentAs }),
    }
    const ofVisit = { ...ofVisitIn(slot), ...(purchase === undefined ? {} : { lineMarks: purchase.marks }) }
    const recorded = { claim: decided.value, accountAfter: state.account, ...ofVisit, ...by }
    const neighbours = [opened.year, ...opened.neighbours].filter((each) => each !== year)
    const further = continuedInto(decided.value, year.state, within)
    if (further !== undefined && !neighbours.some((each) => each.state.year === further)) {
      beside = [...beside, further]
      return undefined
    }
    const taken = [seen, ...(bought ? [bought] : [])].map(({ take }) => take(claimId))
    const along = [
      ...taken,
      ...besideWrites([decided.value], { neighbours, moved: left.later }, within),
      ...requireYears(earlier, [year, ...neighbours, ...left.later]),
      ...(shared ? useWrites(shared, decided.value, familyPartsIn(decided.value.steps)) : []),
    ]
    const written = await claims.recordClaim(recorded, left.after, along)
    fresh = true
    const answered = { ...recorded, patient: patientIn(year) }
    return written ? { decision: accept(answered), outcome: 'settle-claim' } : undefined
  })
  meter(outcome, 1)
  return decision
}

/** Whether a claim leaves something that accounts of the family may pay. Only then are they read, of who has any. */
const isLeftToFamily = (
  { useAccount }: ClaimRequest,
  decided: Decision<ClaimSettled>,
  { year, neighbours }: ClaimContext,
): boolean =>
  useAccount &&
  decided.status === 'accepted' &&
  decided.value.amounts.cash > 0 &&
  [year, ...neighbours].some(({ state }) => state.family === true)

/** What is kept of a slot with its claim. Only a batch has to be told from others by its lines. */
const ofVisitIn = ({ visitId, batch, marks }: Slot): Pick<RecordedClaim, 'visitId' | 'batch' | 'marks'> => {
  if (batch === undefined) return { visitId }
  return marks === undefined ? { visitId, batch } : { visitId, batch, marks }
}

/** The slot of a request; none of a preview that names no visit. */
const slotOfRequest = (request: ClaimRequest): WantedSlot | undefined => {
  const { institution, personId, care, visitId, batch, marks } = request
  if (visitId === undefined) return undefined
  return {
    ...{ institution, personId, care, visitId },
    ...(request.care === 'inpatient'
      ? { admittedOn: request.admittedOn, dischargedOn: request.dischargedOn }
      : { serviceOn: request.serviceOn }),
    ...(batch === undefined ? {} : { batch }),
    ...(marks === undefined ? {} : { marks }),
  }
}

/**
 * A purchase under a visit of the pharmacy's own, as it is known among those of the day: the same lines are not settled
 * again under another visit, or by another door.
 */
const purchaseOf = (
  request: ClaimRequest,
  { institutions }: Reference,
): ReturnType<typeof purchaseSlot> | undefined => {
  const { care, institution, personId, visitId, lineMarks: marks } = request
  const seller = institutions.get(institution)
  if (care !== 'outpatient' || marks === undefined || !seller || !isPharmacy(seller)) return undefined
  const purchase = purchaseSlot({ institution, personId, on: request.serviceOn, marks })
  return purchase.visitId === visitId ? undefined : purchase
}

type SlotsSeen = { readonly seen: SlotSeen; readonly bought: SlotSeen | undefined }

/** Why a claim cannot have its slots, one of which is not free. */
const refusalOf = ({ seen, bought }: SlotsSeen, slot: Slot): Refusal => {
  if (seen.status === 'held') return refuseDuplicate(seen.by, slot)
  if (seen.status === 'refused') return seen.refusal
  must(bought !== undefined && bought.status !== 'free', 'claim.slot-free', 'a free slot is refused')
  return bought.status === 'held' ? refusePurchased(bought.by) : bought.refusal
}

const statesOf = ({ year, neighbours }: ClaimContext) => ({
  state: year.state,
  neighbours: neighbours.map(({ state }) => state),
})

/** The year that a claim was found to belong to, of those that were read for it. */
const yearOfClaim = ({ year, neighbours }: ClaimContext, claim: ClaimSettled): RecordedYear =>
  neighbours.find(({ state }) => state.year === claim.year) ?? year

const refusedAs = (refused: Refusal): SettlementAnswer => ({
  decision: { status: 'refused', refusal: refused },
  outcome: 'refuse-claim',
})

/**
 * The answer to an id that was used before: the same again for the same claim while it stands, a refusal for anything else.
 * That a claim is reversed is known from its year, which was read anyway.
 */
const answerRepeat = (
  opened: ClaimContext,
  entry: Entry | TakenId,
  request: ClaimRequest,
): SettlementAnswer => {
  if (entry.kind !== 'claim') return refusedAs(refuseTaken(entry))
  const { claim, accountAfter, visitId, batch, by } = entry
  const ofVisit = {
    ...(visitId === undefined ? {} : { visitId }),
    ...(batch === undefined ? {} : { batch }),
    ...(by === undefined ? {} : { by }),
  }
  const reused = refuseReuse(claim, fingerprintOf(request))
  if (reused) return refusedAs(reused)
  const isReversed = [opened.year, ...opened.neighbours].some(({ trail }) =>
    trail.reversed.includes(claim.claimId),
  )
  if (isReversed) return refusedAs(refusal('claim.already-reversed', { field: 'msgid' }))
  const patient = patientIn(yearOfClaim(opened, claim))
  return { decision: accept({ claim, accountAfter, ...ofVisit, patient }), outcome: 'repeat-claim' }
}

/** What a claim would be settled as, with what supervision has to say of it. */
export type PreviewedClaim = AnsweredClaim & { readonly hints: readonly Hit[] }

/** What a claim would be settled as, were it settled now; nothing is written. */
export const previewClaim = async (
  request: ClaimRequest,
  { claims, families, slots, reference, plans, inspection, meter }: ClaimEffects,
): Promise<Decision<PreviewedClaim>> => {
  const slot = slotOfRequest(request)
  const limits = plans().limitsOn(request.settledOn)
  if (slot) {
    const seen = await slots.look(slot, { ...limits, fresh: true })
    const purchase = purchaseOf(request, await reference.current())
    const bought = purchase && (await slots.look(purchase, { ...limits, fresh: true }))
    if (seen.status !== 'free' || (bought && bought.status !== 'free'))
      return { status: 'refused', refusal: refusalOf({ seen, bought }, slot) }
  }
  const of = { personId: request.personId, year: yearOfRequest(request) }
  const found = await claims.open(claimIdOfMessage(request), of, {
    eventual: false,
    beside: yearsBeside(request, plans().oneStayWithin()),
  })
  const carried = request.useAccount ? await asCarriedOver(found, { claims }) : found
  const opened = request.useAccount ? (await withAccountBack(carried, { claims })).read : carried
  const read = { ...statesOf(opened), plans: plans(), inspection }
  const known = { ...read, reference: await reference.current() }
  const judgedBy = async (basis: InspectionBasis) =>
    (
      await judgeWithYears((earlier) => judgeInspected(request, { ...basis, earlier }), of, plans(), {
        claims,
      })
    ).outcome
  const first = await judgedBy(known)
  const alone =
    first.status === 'accepted' ? first : await judgedBy({ ...read, reference: await reference.refresh() })
  const shared = isLeftToFamily(request, alone, opened)
    ? await readUsable(request.personId, request.settledOn, false, { claims, families })
    : undefined
  const decided =
    shared && shared.usable.length > 0 ? await judgedBy({ ...known, family: pursesOf(shared) }) : alone
  meter('preview-claim', 1)
  if (decided.status === 'refused') return decided
  const year = yearOfClaim(opened, decided.value)
  const previewed = {
    ...{ claim: decided.value, accountAfter: evolve(year.state, decided.value).account },
    ...(request.by === undefined ? {} : { by: request.by }),
  }
  return accept({ ...previewed, patient: patientIn(year), hints: hintsOf(decided.value, known) })
}
