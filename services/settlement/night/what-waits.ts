import type { CityOfKind } from '#shared/kernel/seen-wait.ts'
import { at, inTheirCities, ofProvince } from '#shared/kernel/seen-wait.ts'
import type { Wait } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { benefitsAreDecided } from '../benefit/waits.ts'
import { catalogueImportsAreDecided } from '../catalogue/waits.ts'
import { heldCorrectionsAreOrdered, oneHandCorrectionsAreTold } from '../correction/waits.ts'
import { familyPremiumsAreAnswered, familyPremiumsAreDecided } from '../family-premium/waits.ts'
import { gatewayKeysAreApproved } from '../gateway/waits.ts'
import { institutionChangesAreDecided, oneHandInstitutionsAreTold } from '../institution/waits.ts'
import { yearIn } from '../insured-year/records/insured-year-item.ts'
import { citiesOf } from '../insured-year/rules/insured-year.ts'
import { partingsAreFollowed } from '../parting/waits.ts'
import { registrationsAreDecided } from '../registration/waits.ts'
import { findingsAreDecided } from '../supervision/waits.ts'
import { takeBacksAreDecided } from '../take-back/waits.ts'

/** Whose work what waits in a record is, kind by kind. */
export const cityOfKind: CityOfKind = {
  'insured-year': (item) => {
    const year = yearIn(item)
    return year && citiesOf(year.state).at(-1)
  },
  run: at('parameters', 'city'),
  registrations: at('proposal', 'city'),
  'catalogue-imported': ofProvince,
  'gateway-key': at('city'),
  'institution-decisions': at('proposal', 'terms', 'city'),
  institution: at('city'),
  benefit: at('benefit', 'city'),
  'family-premium': at('premium', 'city'),
  'allowance-take-back': at('takeBack', 'city'),
  'audit-case': at('city'),
  parting: at('division'),
}

/** What may wait in this service, but not for ever. */
export const whatWaits = (policy: Policy): readonly Wait[] =>
  inTheirCities(
    [
      heldCorrectionsAreOrdered(policy),
      oneHandCorrectionsAreTold,
      registrationsAreDecided(policy),
      catalogueImportsAreDecided(policy),
      gatewayKeysAreApproved(policy),
      institutionChangesAreDecided(policy),
      oneHandInstitutionsAreTold,
      benefitsAreDecided(policy),
      familyPremiumsAreAnswered(policy),
      familyPremiumsAreDecided(policy),
      takeBacksAreDecided(policy),
      findingsAreDecided(policy),
      partingsAreFollowed(policy),
    ],
    cityOfKind,
  )
