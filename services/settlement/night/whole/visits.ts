import type { Day } from '#shared/calendar/day.ts'
import { readWhole } from '#shared/edge/store/read-whole.ts'
import type { Key, Store, Stored } from '#shared/edge/store/store.ts'
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

/** Where it stands what settled the visit that a record is of. */
const visitOfRecord = (record: Stored): string | undefined => {
  if (visitSettlements.is(record) || visitSlots.is(record)) return record.pk
  const settled = settledIn(record)
  if (settled?.visitId === undefined) return undefined
  return slotPartition(settled.claim.institution, settled.visitId)
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
  const visits = new Set(inTurn.flatMap((record) => visitOfRecord(record) ?? []))
  const events = await readPartitions(visits, store)
  const calls = await readWhole(inTurn.filter(visitCalls.is), madeBy, store)
  const claims = inTurn.filter((record) => settledIn(record)?.visitId !== undefined)
  return withClaims(
    [...calls, ...events, ...claims],
    new Set([...events.flatMap(claimsOf), ...claims.map(claimIdOf)]),
    store,
  )
}
