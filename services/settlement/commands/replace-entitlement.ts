import { addDays } from '#shared/calendar/day.ts'
import type { EventOf } from '#shared/contracts/define-event.ts'
import type { entitlementChanged } from '#shared/contracts/enrollment.ts'
import { retryConflicts } from '#shared/edge/retry-conflicts.ts'
import { evolve } from '../domain/evolve.ts'
import type { InsuredYear } from '../domain/insured-year.ts'
import { toRetroactiveItem } from '../domain/recorded/retroactive-item.ts'
import { withdrawnDays } from '../domain/retroactive.ts'
import type { Effects } from '../effects.ts'

type EntitlementEvent = ReturnType<typeof entitlementChanged.parse> & EventOf<unknown>

/**
 * Takes over enrolment's word on a person's year. A snapshot that is not newer than the one held changes nothing, so
 * events may come twice and in any order. One that takes back days already passed is kept with what held before.
 */
export const replaceEntitlement = async (
  { data, occurredOn }: EntitlementEvent,
  { claims }: Effects,
): Promise<void> => {
  const { personId, year, version, birthOn, sex, spells } = data
  await retryConflicts(async () => {
    const [held] = await claims.findYears([{ personId, year }])
    if (!held || held.state.entitlementVersion >= version) return 'unchanged'
    const replaced = {
      kind: 'entitlement-replaced',
      entitlementVersion: version,
      birthOn,
      sex,
      spells,
    } as const
    const after = { ...held, state: evolve(held.state, replaced) }
    const written = await claims.recordYears([after], withdrawal(held.state, data, occurredOn))
    return written ? 'replaced' : undefined
  })
}

const withdrawal = (before: InsuredYear, { version, spells }: EntitlementEvent['data'], on: string) => {
  const days = withdrawnDays(before.spells, spells, addDays(on, -1))
  return days.length === 0 ? undefined : toRetroactiveItem(before, { version, changedOn: on, days })
}
