import type { Wait } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { benefitsAreDecided } from '../benefit/waits.ts'
import { catalogueImportsAreDecided } from '../catalogue/waits.ts'
import { heldCorrectionsAreOrdered, oneHandCorrectionsAreTold } from '../correction/waits.ts'
import { familyPremiumsAreAnswered, familyPremiumsAreDecided } from '../family-premium/waits.ts'
import { gatewayKeysAreApproved } from '../gateway/waits.ts'
import { institutionChangesAreDecided, oneHandInstitutionsAreTold } from '../institution/waits.ts'
import { partingsAreFollowed } from '../parting/waits.ts'
import { registrationsAreDecided } from '../registration/waits.ts'
import { findingsAreDecided } from '../supervision/waits.ts'
import { takeBacksAreDecided } from '../take-back/waits.ts'

/** What may wait in this service, but not for ever. */
export const whatWaits = (policy: Policy): readonly Wait[] => [
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
]
