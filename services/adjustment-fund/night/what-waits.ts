import type { CityOfKind } from '#shared/kernel/seen-wait.ts'
import { at, inTheirCities, ofProvince } from '#shared/kernel/seen-wait.ts'
import type { Wait } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { applicationsAreDecided, clawbacksAreRemitted } from '../gap/waits.ts'
import { leviesAreRemitted } from '../levy/waits.ts'
import { runsAreDecided } from '../run-approval/waits.ts'

/** Whose work what waits in a record is, kind by kind. */
export const cityOfKind: CityOfKind = {
  'provincial-run': ofProvince,
  levy: at('city'),
  clawback: at('city'),
  'gap-application': at('city'),
}

/** What may wait in this service, but not for ever. */
export const whatWaits = (policy: Policy): readonly Wait[] =>
  inTheirCities(
    [runsAreDecided(policy), leviesAreRemitted, clawbacksAreRemitted, applicationsAreDecided(policy)],
    cityOfKind,
  )
