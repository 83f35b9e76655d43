import { shareOf } from '#shared/money/millionths.ts'
import type { Step } from '../../insured-year/rules/claim-events.ts'
import type { LayerKey } from '../../insured-year/rules/layers.ts'
import type { Ceiling, Growth } from '../../plan/rules/ceiling.ts'
import { isChanging } from '../../plan/rules/ceiling.ts'
import type { Facts } from '../../plan/rules/condition.ts'
import { known } from '../../plan/rules/condition.ts'
import { chooseRow } from '../../plan/rules/rows.ts'

/** What comes to a ceiling for a person, and goes off it; `ofYears` is the part that years of enrolment or without claims earn. */
export type Addition = {
  readonly original: number
  /** What is added to the original, less than nothing where more goes off. */
  readonly added: number
  readonly ofYears: number
  /** As a step shows it: the original, the limits, then how many times how much. */
  readonly figures: readonly number[]
}

/** How often a change applies to a person. */
const timesOf = ({ each, beyond, atMost, kept, untold }: Growth, facts: Facts): number => {
  if (untold === 'nothing' && facts[each] === undefined) return 0
  const above = (counted: number): number => Math.max(0, counted - beyond)
  const earlier = kept ? (facts.earlierRuns ?? []) : []
  return Math.min(
    atMost,
    earlier.reduce((sum, run) => sum + above(run), above(known(facts, each))),
  )
}

const isOfYears = ({ each }: Growth): boolean => each === 'continuousYears' || each === 'claimFreeYears'

/** What a person's facts add to the amount of a ceiling, within the plan's limits. */
export const additionTo = (ceiling: Ceiling, facts: Facts): Addition => {
  const { amount, grows, growsAtMost, falls, fallsAtMost } = ceiling
  const original = chooseRow(amount, facts, 'ceiling').value
  const rises = grows.map((change) => ({ change, times: timesOf(change, facts) }))
  const drops = falls.map((change) => ({ change, times: timesOf(change, facts) }))
  const sumOf = (changes: typeof rises): number =>
    changes.reduce((sum, { change: { by }, times }) => sum + times * by, 0)
  const [wanted, lost] = [sumOf(rises), sumOf(drops)]
  const most = growsAtMost === undefined ? wanted : shareOf(original, growsAtMost)
  const least = fallsAtMost === undefined ? Math.min(lost, original) : shareOf(original, fallsAtMost)
  const risen = Math.min(wanted, most)
  const ofOthers = Math.min(sumOf(rises.filter(({ change }) => !isOfYears(change))), risen)
  return {
    original,
    added: risen - Math.min(lost, least),
    ofYears: risen - ofOthers,
    figures: [
      ...[original, most, least],
      ...rises.flatMap(({ change: { by }, times }) => [times, by]),
      ...drops.flatMap(({ change: { by }, times }) => [times, -by]),
    ],
  }
}

/** The steps that say what came to a layer's ceilings; none where they are as the plan has them. */
export const additionSteps = (ceilings: readonly Ceiling[], self: LayerKey, facts: Facts): Step[] =>
  ceilings
    .filter(isChanging)
    .map((ceiling) => additionTo(ceiling, facts))
    .filter(({ added }) => added !== 0)
    .map(({ added, figures }) => ({ step: 'addition', rule: self, in: figures, out: added }))

/**
 * What of a payment there is only because years of enrolment or without claims raised the ceilings.
 * @param rooms what was left under each of the ceilings before it
 */
export const paidByAdditions = (
  ceilings: readonly Ceiling[],
  facts: Facts,
  rooms: readonly number[],
  paid: number,
): number => {
  const without = ceilings.map((ceiling, index) => (rooms[index] ?? 0) - additionTo(ceiling, facts).ofYears)
  return Math.max(0, paid - Math.max(0, Math.min(...without)))
}

/** Whether the years without claims, which no claim reads as long as nothing hangs on them, are not told yet. */
export const waitsForYears = (ceilings: readonly Ceiling[], { claimFreeYears }: Facts): boolean =>
  claimFreeYears === undefined &&
  ceilings.some(({ grows }) => grows.some(({ each }) => each === 'claimFreeYears'))
