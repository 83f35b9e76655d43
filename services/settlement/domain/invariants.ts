import type { Invariant } from '#shared/kernel/invariant.ts'
import { accumulators } from './invariants/accumulators.ts'
import { claimsFound } from './invariants/claims-found.ts'
import { corrections } from './invariants/corrections.ts'
import { entitlement } from './invariants/entitlement.ts'
import { identities } from './invariants/identities.ts'
import { recoveries } from './invariants/recoveries.ts'
import { reversals } from './invariants/reversals.ts'
import { visits } from './invariants/visits.ts'

/** What always holds over the settlement service's own records. */
export const invariants: readonly Invariant[] = [
  identities,
  corrections,
  reversals,
  accumulators,
  claimsFound,
  entitlement,
  recoveries,
  visits,
]
