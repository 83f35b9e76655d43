import type { Wait } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { aidListsAreApproved, unreachedAreLookedAt } from '../aid-list/waits.ts'
import { duplicatesAreDecided } from '../duplicate/waits.ts'
import { numbersAreBrought } from '../enrolment/waits.ts'
import { likenessesAreDecided } from '../likeness/waits.ts'
import { partingsAreDecided } from '../parting/waits.ts'
import { oneHandNamesAreTold, reportsAreDecided, typedMonthsAreProven } from '../report/waits.ts'
import { transfersAreDecided } from '../transfer/waits.ts'

/** What may wait in this service, but not for ever. */
export const whatWaits = (policy: Policy): readonly Wait[] => [
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
]
