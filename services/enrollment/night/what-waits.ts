import type { CityOfKind } from '#shared/kernel/seen-wait.ts'
import { at, inTheirCities, ofProvince } from '#shared/kernel/seen-wait.ts'
import type { Wait } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { aidListsAreApproved, unreachedAreLookedAt } from '../aid-list/waits.ts'
import { coverages } from '../coverage/store.ts'
import { duplicatesAreDecided } from '../duplicate/waits.ts'
import { numbersAreBrought } from '../enrolment/waits.ts'
import { likenessesAreDecided } from '../likeness/waits.ts'
import { partingsAreDecided } from '../parting/waits.ts'
import { oneHandNamesAreTold, reportsAreDecided, typedMonthsAreProven } from '../report/waits.ts'
import { transfersAreDecided } from '../transfer/waits.ts'

/** Whose work what waits in a record is, kind by kind. */
export const cityOfKind: CityOfKind = {
  transfer: at('wanted', 'city'),
  'person-report': at('city'),
  coverage: (item) => coverages.from(item).insured.spells.at(-1)?.city,
  'name-correction': ofProvince,
  'aid-list': at('city'),
  'aid-changes': at('city'),
  likeness: at('division'),
  'duplicate-decision': at('division'),
  parting: at('division'),
}

/** What may wait in this service, but not for ever. */
export const whatWaits = (policy: Policy): readonly Wait[] =>
  inTheirCities(
    [
      transfersAreDecided,
      reportsAreDecided(policy),
      typedMonthsAreProven(policy),
      oneHandNamesAreTold,
      aidListsAreApproved(policy),
      unreachedAreLookedAt(policy),
      likenessesAreDecided(policy),
      duplicatesAreDecided(policy),
      partingsAreDecided(policy),
      numbersAreBrought(policy),
    ],
    cityOfKind,
  )
