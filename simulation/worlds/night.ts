import type { RecordedItem } from '#shared/kernel/invariant.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Model } from '../../local/template/model.ts'
import type { InsuredYearItem } from '../../services/settlement/insured-year/records/insured-year-item.ts'
import { fromInsuredYearItem } from '../../services/settlement/insured-year/records/insured-year-item.ts'
import type { NoticedCause } from '../../services/settlement/insured-year/rules/trail.ts'
import { approveCorrection, orderCorrection } from '../lives/live.ts'
import { correctDue } from '../lives/night.ts'
import { storyCities } from '../lives/story.ts'
import type { Problem } from '../oracle/judge-records.ts'
import type { World } from '../world/world.ts'

/** Whether a night found more to correct than it may by itself. */
const isHeld = (world: World): boolean => {
  for (const { service, item } of world.records())
    if (service === 'settlement' && item.held !== undefined) return true
  return false
}

type Fund = { readonly city: string; readonly scheme: string }

/** Whether somebody of a fund waits for an order by a cause; one of several funds, or of none any more, is in each. */
const waitsFor = (world: World, cause: NoticedCause, { city, scheme }: Fund): boolean => {
  for (const { service, item } of world.records()) {
    if (service !== 'settlement' || item.kind !== 'insured-year') continue
    const { state, trail } = fromInsuredYearItem(item as RecordedItem & InsuredYearItem)
    if (trail.due[cause] === undefined && !(cause === 'entitlement' && trail.held)) continue
    const inFund = (spell: Fund): boolean => spell.city === city && spell.scheme === scheme
    if (
      state.spells.some(inFund) ||
      new Set(state.spells.map(({ city: of, scheme: by }) => `${of} ${by}`)).size !== 1
    )
      return true
  }
  return false
}

/** Years that a night left due, though it might correct them. */
const leftByNight = (world: World): Problem[] =>
  [...world.records()].flatMap(({ service, item: { kind, due, held, pk } }) => {
    const isLeft = kind === 'insured-year' && held === undefined && Object(due).entitlement !== undefined
    return service === 'settlement' && isLeft
      ? [{ of: `the year of ${pk}`, says: 'is still due after a night without faults' }]
      : []
  })

/**
 * When faults have stopped a night corrects what is due. Officers order what a night leaves to them: what is too much for
 * it, and what a late claim or a reversal touched, where somebody of a city and scheme waits. Another approves what is held.
 */
export const correctAtLast = async (
  world: World,
  model: Model,
  schemes: readonly Scheme[],
): Promise<Problem[]> => {
  correctDue(world, model)
  await world.quiet()
  const left = leftByNight(world)
  for (const cause of [...(isHeld(world) ? ['entitlement' as const] : []), 'late-claim', 'reversal'] as const)
    for (const scheme of schemes)
      for (const city of storyCities) {
        if (!waitsFor(world, cause, { city, scheme })) continue
        const { runId } = await orderCorrection(world, { city, scheme }, cause)
        await world.quiet()
        await approveCorrection(world, city, String(runId))
        await world.quiet()
      }
  return left
}
