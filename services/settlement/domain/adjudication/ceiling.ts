import type { Accumulators } from '../insured-year.ts'
import type { Ceiling, LayerKey } from '../plan/ceiling.ts'
import type { Facts } from '../plan/condition.ts'
import { paidName } from '../plan/plan.ts'
import { chooseRow } from '../plan/rows.ts'

/** What each layer has paid of the claim so far. */
export type PaidNow = Partial<Record<LayerKey, number>>

/** How much a layer may still pay under all its ceilings; Infinity when it has none. */
export const roomUnder = (
  ceilings: readonly Ceiling[],
  self: LayerKey,
  facts: Facts,
  counted: Accumulators,
  paidNow: PaidNow,
): number => {
  let room = Infinity
  for (const ceiling of ceilings) {
    let left = chooseRow(ceiling.amount, facts, 'ceiling').value
    for (const key of ceiling.counts.length === 0 ? [self] : ceiling.counts) {
      left -= (paidNow[key] ?? 0) + (ceiling.per === 'year' ? (counted[paidName(key)] ?? 0) : 0)
    }
    room = Math.min(room, Math.max(0, left))
  }
  return room
}
