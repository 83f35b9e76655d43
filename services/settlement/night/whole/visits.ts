import type { Day } from '#shared/calendar/day.ts'
import { readWhole } from '#shared/edge/store/read-whole.ts'
import type { Key, Store, Stored } from '#shared/edge/store/store.ts'
import { slotsOf } from '../../claim/visit-slots.ts'
import { settledIn } from '../../insured-year/records/claim-item.ts'
import { claimIdOf } from '../../keys.ts'
import { visitCalls } from '../../visit/calls.ts'
import { visitSlots } from '../../visit/slot-item.ts'
import { slotPartition } from '../../visit/slots.ts'
import { eventKey, visitSettlements } from '../../visit/store.ts'
import { isInTurn } from '../rules/in-turn.ts'
import { readPartitions, withClaims } from './claims.ts'

/** The event that a call made. */
const madeBy = (record: Stored): readonly Key[] => {
  if (!visitCalls.is(record)) return []
  const { visitId, event } = visitCalls.from(record)
  return [eventKey(visitId, event)]
}

/** Where it stands what settled the visit that a record is of; a purchase may stand among those of its day too. */
const visitsOfRecord = (record: Stored): readonly string[] => {
  if (visitSettlements.is(record) || visitSlots.is(record)) return [record.pk]
  const settled = settledIn(record)
  if (settled === undefined) return []
  return slotsOf(settled).map(({ institution, visitId }) => slotPartition(institution, visitId))
}

/** The claims that a visit names. */
const claimsOf = (record: Stored): readonly string[] => {
  if (visitSettlements.is(record)) return [visitSettlements.from(record).claimId]
  return visitSlots.is(record) ? visitSlots.from(record).standing.map(({ claimId }) => claimId) : []
}

/**
 * The visits of which a settlement or a claim is among some records, with all their claims, and the calls with the events
 * they made. Each has its turn: what they compare is written together, once or when a claim is reversed.
 */
export const wholeVisits = async (
  records: readonly Stored[],
  store: Store,
  on: Day,
): Promise<readonly Stored[]> => {
  const inTurn = records.filter(({ pk }) => isInTurn(pk, on))
  const calls = await readWhole(inTurn.filter(visitCalls.is), madeBy, store)
  const claims = inTurn.filter((record) => settledIn(record)?.visitId !== undefined)
  const [read, known] = [new Set<string>(), new Set<string>()]
  let whole: readonly Stored[] = [...calls, ...claims]
  // A claim that is found may stand at another visit, and that name further claims: of the same purchases, a few.
  for (let next = new Set(inTurn.flatMap(visitsOfRecord)); next.size > 0; ) {
    for (const visit of next) read.add(visit)
    const events = await readPartitions(next, store)
    const told = new Set([...events.flatMap(claimsOf), ...claims.map(claimIdOf)])
    const named = [...told].filter((claimId) => !known.has(claimId))
    for (const claimId of named) known.add(claimId)
    whole = await withClaims([...whole, ...events], named, store)
    next = new Set(whole.flatMap(visitsOfRecord).filter((visit) => !read.has(visit)))
  }
  return whole
}
