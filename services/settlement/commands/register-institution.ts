import { retryConflicts } from '#shared/edge/retry-conflicts.ts'
import type { RegisteredInstitution } from '../adapters/institutions.ts'
import type { Effects } from '../effects.ts'

/**
 * Registers an institution, or replaces what is registered of it; the same again changes nothing.
 * `mayReplace` is shown what would be replaced.
 */
export const registerInstitution = async (
  institution: RegisteredInstitution,
  mayReplace: (former: RegisteredInstitution) => void,
  { institutions, referenceMeter }: Pick<Effects, 'institutions' | 'referenceMeter'>,
): Promise<void> => {
  await retryConflicts(async () => {
    const outcome = await institutions.register(institution, mayReplace)
    return outcome === 'contended' ? undefined : outcome
  })
  referenceMeter('register-institution', 1)
}
