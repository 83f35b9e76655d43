import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { InstitutionEffects } from './effects.ts'
import type { RegisteredInstitution } from './store.ts'

/**
 * Registers an institution, or replaces what is registered of it; the same again changes nothing. The agreement it is
 * registered with does not hold on the days of a fund year whose agreement the budget service told: that one wins, in
 * whatever order the two come.
 * `mayReplace` is shown what would be replaced.
 */
export const registerInstitution = async (
  institution: RegisteredInstitution,
  mayReplace: (former: RegisteredInstitution) => void,
  { institutions, referenceMeter }: Pick<InstitutionEffects, 'institutions' | 'referenceMeter'>,
): Promise<void> => {
  await retryConflicts(async () => {
    const outcome = await institutions.register(institution, mayReplace)
    return outcome === 'contended' ? undefined : outcome
  })
  referenceMeter('register-institution', 1)
}
