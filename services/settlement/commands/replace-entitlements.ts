import { addDays } from '#shared/calendar/day.ts'
import type { Entitlement } from '#shared/contracts/enrollment.ts'
import { retryConflicts } from '#shared/edge/retry-conflicts.ts'
import { trailAfterEntitlement } from '../domain/correction/trail.ts'
import { evolve } from '../domain/evolve.ts'
import type { InsuredYear } from '../domain/insured-year.ts'
import type { RecordedYear } from '../domain/recorded/insured-year-item.ts'
import { toRetroactiveItem } from '../domain/recorded/retroactive-item.ts'
import { withdrawnDays } from '../domain/retroactive.ts'
import type { Effects } from '../effects.ts'
import { takeOverRegistrations } from './register-person.ts'

/**
 * Takes over enrolment's word on persons' years. A snapshot that is not newer than the one held changes nothing, so
 * events may come twice and in any order. One that takes back days already passed is kept with what held before, and
 * claims on days that are entitled otherwise now are marked as due for correction. A year that begins takes over what is
 * registered of the person.
 */
export const replaceEntitlements = async (
  { data: { persons } }: { readonly data: { readonly persons: readonly Entitlement[] } },
  effects: Effects,
): Promise<void> => {
  const ofYears = [...Map.groupBy(persons, ({ personId, year }) => `${personId} ${year}`).values()]
  const held = await effects.claims.findYears(ofYears.flatMap((versions) => versions.slice(0, 1)))
  // The versions of one person's year follow each other; those of different ones need not wait.
  await Promise.all(
    ofYears.map(async (versions, index) => {
      for (const [position, entitlement] of versions.entries())
        await replaceEntitlement(entitlement, position === 0 ? held[index] : undefined, effects)
    }),
  )
}

/** @param known what is held, where it was read before */
const replaceEntitlement = async (
  entitlement: Entitlement,
  known: RecordedYear | undefined,
  { claims, registrations }: Effects,
): Promise<void> => {
  const { personId, year, version, birthOn, sex, spells } = entitlement
  let read = known
  const outcome = await retryConflicts(async () => {
    const [held] = read ? [read] : await claims.findYears([{ personId, year }])
    read = undefined
    if (!held || held.state.entitlementVersion >= version) return 'came before'
    const replaced = {
      kind: 'entitlement-replaced',
      entitlementVersion: version,
      birthOn,
      sex,
      spells,
    } as const
    const state = evolve(held.state, replaced)
    const after = { ...held, state, trail: trailAfterEntitlement(held.trail, held.state, state) }
    const written = await claims.recordYears([after], withdrawal(held.state, entitlement))
    if (!written) return undefined
    return held.state.version === 0 ? 'began' : 'went on'
  })
  // Unchanged: it came before, and may have been cut off before it got here.
  if (outcome !== 'went on' && (await registrations.find(personId)))
    await takeOverRegistrations({ personId, year }, { claims, registrations })
}

const withdrawal = (before: InsuredYear, { version, spells, changedOn }: Entitlement) => {
  const days = withdrawnDays(before.spells, spells, addDays(changedOn, -1))
  return days.length === 0 ? undefined : toRetroactiveItem(before, { version, changedOn, days })
}
