import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision, Refusal } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { InstitutionEffects } from './effects.ts'
import type { RegisteredInstitution } from './store.ts'

/**
 * Registers an institution, or replaces what is registered of it; the same again changes nothing. The agreement it is
 * registered with does not hold on the days of a fund year whose agreement the budget service told. That one wins, in
 * whatever order the two come. `keepsFrom` says why what is registered is not this caller's to replace.
 */
export const registerInstitution = async (
  institution: RegisteredInstitution,
  keepsFrom: (former: RegisteredInstitution) => Refusal | undefined,
  { institutions, referenceMeter }: Pick<InstitutionEffects, 'institutions' | 'referenceMeter'>,
): Promise<Decision<RegisteredInstitution>> => {
  const kept = await retryConflicts(async () => {
    const outcome = await institutions.register(institution, keepsFrom)
    return outcome === 'contended' ? undefined : outcome
  })
  referenceMeter('register-institution', 1)
  return typeof kept === 'object' ? { status: 'refused', refusal: kept } : accept(institution)
}
