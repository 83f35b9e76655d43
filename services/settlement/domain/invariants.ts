import type { Invariant } from '#shared/kernel/invariant.ts'
import { accumulators } from './invariants/accumulators.ts'
import { entitlement } from './invariants/entitlement.ts'
import { identities } from './invariants/identities.ts'
import { reversals } from './invariants/reversals.ts'

/** What always holds over the settlement service's own records. */
export const invariants: readonly Invariant[] = [identities, reversals, accumulators, entitlement]
