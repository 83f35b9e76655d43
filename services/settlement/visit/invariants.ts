import type { Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import { plainId } from '#shared/kernel/plain-id.ts'
import { purchaseSlot } from '../claim/rules/purchase-visit.ts'
import type { RecordedClaim } from '../insured-year/records/claim-item.ts'
import { settledIn } from '../insured-year/records/claim-item.ts'
import { reversalMarks } from '../insured-year/records/reversal-item.ts'
import { claimIdOf } from '../keys.ts'
import type { VisitCall } from './calls.ts'
import { visitCalls } from './calls.ts'
import { visitSlots } from './slot-item.ts'
import { slotPartition } from './slots.ts'
import { eventNumber, visitPartition, visitReversals, visitSettlements } from './store.ts'

const id = 'settlement.visits'

type Call = Pick<VisitCall, 'visitId' | 'event'> & { readonly where: string }
/** A settlement of a visit, or its reversal, by the number of its event. */
type Turn = { readonly number: number; readonly claimId: string; readonly isReversal: boolean }
/** A claim by the visit it is of, the batch of it, and the marks of its lines. */
type Claimed = { readonly where: string; readonly batch: string; readonly marks: readonly string[] }

const turnIn = (item: RecordedItem): Turn | undefined => {
  const isReversal = visitReversals.is(item)
  if (!isReversal && !visitSettlements.is(item)) return undefined
  const { claimId } = isReversal ? visitReversals.from(item) : visitSettlements.from(item)
  return { number: eventNumber(item), claimId, isReversal }
}

const purchaseIn = ({ claim, lineMarks: marks = [] }: RecordedClaim): Claimed => {
  const { institution, personId, servedOn: on } = claim
  const { visitId, batch } = purchaseSlot({ institution, personId, on, marks })
  return { where: slotPartition(institution, visitId), batch: plainId(batch), marks }
}

const standingAfter = (turns: readonly Turn[]): ReadonlySet<string> => {
  const standing = new Set<string>()
  for (const { claimId, isReversal } of turns.toSorted((one, other) => one.number - other.number)) {
    if (isReversal) standing.delete(claimId)
    else standing.add(claimId)
  }
  return standing
}

/** What is seen of visits, of claims with their reversals, and of calls. */
const gather = () => {
  const events = new Set<string>()
  const turns = new Map<string, Turn[]>()
  /** The claims that stand of each visit, as its own record says. */
  const slots = new Map<string, readonly string[]>()
  const claims = new Map<string, Claimed | undefined>()
  /** Purchases that came as a visit of the pharmacy's own, among those of the day. */
  const purchases: (readonly [string, Claimed])[] = []
  /** How often each claim was reversed, less how often that was taken back. */
  const reversed = new Map<string, number>()
  const calls: Call[] = []
  const see = (item: RecordedItem): void => {
    if (eventNumber(item) > 0) events.add(`${item.pk} ${eventNumber(item)}`)
    const turn = turnIn(item)
    if (turn) turns.set(item.pk, [...(turns.get(item.pk) ?? []), turn])
    if (visitSlots.is(item))
      slots.set(
        item.pk,
        visitSlots.from(item).standing.map(({ claimId }) => claimId),
      )
    const settled = settledIn(item)
    if (settled) {
      const { claim, visitId, batch = '', marks = [] } = settled
      const where = visitId === undefined ? undefined : slotPartition(claim.institution, visitId)
      claims.set(claimIdOf(item), where === undefined ? undefined : { where, batch: plainId(batch), marks })
    }
    if (settled?.lineMarks !== undefined) purchases.push([claimIdOf(item), purchaseIn(settled)])
    if (reversalMarks.is(item)) {
      const turned = reversalMarks.from(item).undoes === undefined ? 1 : -1
      reversed.set(claimIdOf(item), (reversed.get(claimIdOf(item)) ?? 0) + turned)
    }
    if (visitCalls.is(item)) calls.push({ where: item.pk, ...visitCalls.content(item) })
  }
  return { events, turns, slots, claims, purchases, reversed, calls, see }
}

type Seen = ReturnType<typeof gather>

const violation = (where: string, what: string, figures: NonNullable<Violation['figures']>): Violation => ({
  ...{ invariant: id, where, what, figures },
})

/** Whether what a visit says of its settlements, and of those that stand, is so. */
const faultsOfVisit = (where: string, standing: ReadonlySet<string>, seen: Seen): Violation[] => {
  const settled = (seen.turns.get(where) ?? []).map(({ claimId }) => claimId)
  return [...new Set([...settled, ...standing])].flatMap((claimId) => {
    if (!seen.claims.has(claimId))
      return [violation(where, 'it is settled by no claim', { missing: claimId })]
    return standing.has(claimId) && seen.reversed.get(claimId)
      ? [violation(where, 'it is settled by a claim that is reversed', { claimId })]
      : []
  })
}

const faultsOfClaims = (
  { claims, purchases, reversed }: Seen,
  visits: ReadonlyMap<string, ReadonlySet<string>>,
) => {
  const found: Violation[] = []
  const first = new Map<string, string>()
  const lines = new Map<string, string>()
  for (const [claimId, claimed] of [...claims, ...purchases]) {
    if (!claimed || reversed.get(claimId)) continue
    const { where, batch, marks } = claimed
    if (!visits.get(where)?.has(claimId)) {
      found.push(violation(where, 'a claim of it stands that it does not name', { claimId }))
      continue
    }
    const slot = `${where} ${batch}`
    const other = first.get(slot)
    if (other === undefined) first.set(slot, claimId)
    else found.push(violation(where, 'it is settled twice', { claimId, other }))
    const twice = marks.find((mark) => lines.has(`${where} ${mark}`))
    if (twice !== undefined)
      found.push(violation(where, 'a line of it is settled twice', { claimId, mark: twice }))
    for (const mark of marks) lines.set(`${where} ${mark}`, claimId)
  }
  return found
}

/** Visits against the claims that settled them and the calls that made their events. */
export const visits: Invariant = {
  id,
  number: 3,
  rule: 'at most one claim stands of each visit and charging batch, and of each line of it, visits and claims agree on which, and every call about a visit made one event',
  start: () => {
    const seen = gather()
    return {
      see: seen.see,
      finish: () => {
        const standing = new Map<string, ReadonlySet<string>>([
          ...[...seen.turns].map(([where, turns]) => [where, standingAfter(turns)] as const),
          ...[...seen.slots].map(([where, claimIds]) => [where, new Set(claimIds)] as const),
        ])
        const lost = seen.calls.filter(
          ({ visitId, event }) => !seen.events.has(`${visitPartition(visitId)} ${event}`),
        )
        const violations = [
          ...[...standing].flatMap(([where, claimIds]) => faultsOfVisit(where, claimIds, seen)),
          ...faultsOfClaims(seen, standing),
          ...lost.map(({ where, visitId, event }) =>
            violation(where, 'its event is not there', { visitId, event }),
          ),
        ]
        return { checked: standing.size + seen.calls.length, violations }
      },
    }
  },
}
