import type { Day } from '#shared/calendar/day.ts'
import { readWhole } from '#shared/edge/store/read-whole.ts'
import type { Key, Store, Stored } from '#shared/edge/store/store.ts'
import { claimKey } from '../../keys.ts'
import { visitCalls } from '../../visit/calls.ts'
import { eventKey, visitSettlements } from '../../visit/store.ts'
import { isInTurn } from '../rules/in-turn.ts'
import { readPartitions, withClaims } from './claims.ts'

/** The claim that a settlement names, the event that a call made. */
const namedIn = (record: Stored): readonly Key[] => {
  if (visitSettlements.is(record)) return [claimKey(visitSettlements.from(record).claimId)]
  if (!visitCalls.is(record)) return []
  const { visitId, event } = visitCalls.from(record)
  return [eventKey(visitId, event)]
}

/** Claims that settled the same visit as others: whether more than one stands is told by their reversals. */
const settledAgain = (events: readonly Stored[]): string[] => {
  const settlements = events.filter(visitSettlements.is)
  return [...Map.groupBy(settlements, ({ pk }) => pk).values()].flatMap((ofVisit) => {
    const claimIds = new Set(ofVisit.map((item) => visitSettlements.from(item).claimId))
    return claimIds.size > 1 ? [...claimIds] : []
  })
}

/**
 * The visits of which a settlement is among some records, with their claims, and the calls with the events they made. Each
 * has its turn: what they compare was written once, together, and is never written again.
 */
export const wholeVisits = async (
  records: readonly Stored[],
  store: Store,
  on: Day,
): Promise<readonly Stored[]> => {
  const inTurn = records.filter(({ pk }) => isInTurn(pk, on))
  const calls = inTurn.filter(visitCalls.is)
  const settled = new Set(inTurn.filter(visitSettlements.is).map(({ pk }) => pk))
  const events = await readPartitions(settled, store)
  const whole = await readWhole([...calls, ...events], namedIn, store)
  return withClaims(whole, settledAgain(whole), store)
}
