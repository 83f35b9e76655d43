import { shareOf } from '#shared/money/millionths.ts'
import type { Step } from '../../insured-year/rules/claim-events.ts'
import type { Accumulators } from '../../insured-year/rules/insured-year.ts'
import type { LayerKey } from '../../insured-year/rules/layers.ts'
import { paidName } from '../../insured-year/rules/layers.ts'
import type { Ceiling } from '../../plan/rules/ceiling.ts'
import type { Facts } from '../../plan/rules/condition.ts'
import { known } from '../../plan/rules/condition.ts'
import { chooseRow } from '../../plan/rules/rows.ts'

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

/** A ceiling's amount, with what it grows by for this person, at most a share of the amount. */
const amountOf = ({ amount, grows, growsAtMost }: Ceiling, facts: Facts): number => {
  const original = chooseRow(amount, facts, 'ceiling').value
  if (grows.length === 0) return original
  let growth = 0
  for (const { each, beyond, atMost, by } of grows) {
    growth += Math.min(atMost, Math.max(0, known(facts, each) - beyond)) * by
  }
  return original + Math.min(growth, growsAtMost === undefined ? Infinity : shareOf(original, growsAtMost))
}
