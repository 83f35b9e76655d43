import type { Wait } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { heldCorrectionsAreOrdered } from '../correction/waits.ts'
import { registrationsAreDecided } from '../registration/waits.ts'

/** What may wait in this service, but not for ever. */
export const whatWaits = (policy: Policy): readonly Wait[] =>
  [heldCorrectionsAreOrdered, registrationsAreDecided].map((wait) => wait(policy))
