import type { Step } from '../../insured-year/rules/claim-events.ts'
import type { Accumulators } from '../../insured-year/rules/insured-year.ts'
import type { LayerKey } from '../../insured-year/rules/layers.ts'
import { paidName } from '../../insured-year/rules/layers.ts'
import type { Ceiling } from '../../plan/rules/ceiling.ts'
import { isChanging } from '../../plan/rules/ceiling.ts'
import type { Facts } from '../../plan/rules/condition.ts'
import { chooseRow } from '../../plan/rules/rows.ts'
import { additionTo } from './addition.ts'

/** What each layer has paid of the claim so far. */
export type LayerSums = Partial<Record<LayerKey, number>>

/** How much a layer may still pay under each of its ceilings. */
export const roomsUnder = (
  ceilings: readonly Ceiling[],
  self: LayerKey,
  facts: Facts,
  counted: Accumulators,
  paidNow: LayerSums,
): readonly number[] => ceilings.map((ceiling) => leftUnder(ceiling, self, facts, counted, paidNow))

/** A lifted ceiling leaves no room to count. */
export const noRooms: readonly number[] = []

/** What binds of several rooms; Infinity without any. */
export const leastOf = (rooms: readonly number[]): number => {
  let least = Infinity
  for (const room of rooms) if (room < least) least = room
  return least
}

/** A step that also says what the layer's payment leaves of its rooms: the least, and each where there are several. */
export const stepUnder = (step: Step, rooms: readonly number[]): Step => {
  if (rooms.length === 0) return step
  const room = leastOf(rooms) - step.out
  return rooms.length === 1
    ? { ...step, room }
    : { ...step, room, rooms: rooms.map((each) => each - step.out) }
}

const leftUnder = (
  ceiling: Ceiling,
  self: LayerKey,
  facts: Facts,
  counted: Accumulators,
  paidNow: LayerSums,
): number => {
  const { counts, per } = ceiling
  let left = amountOf(ceiling, facts)
  const paid = (key: LayerKey): number =>
    (paidNow[key] ?? 0) + (per === 'year' ? (counted[paidName(key)] ?? 0) : 0)
  if (counts.length === 0) left -= paid(self)
  for (const key of counts) left -= paid(key)
  return Math.max(0, left)
}

/** A ceiling's amount, with what it grows or falls by for this person. */
const amountOf = (ceiling: Ceiling, facts: Facts): number => {
  if (!isChanging(ceiling)) return chooseRow(ceiling.amount, facts, 'ceiling').value
  const { original, added } = additionTo(ceiling, facts)
  return original + added
}
