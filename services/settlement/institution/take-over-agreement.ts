import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { InstitutionEffects } from './effects.ts'
import type { AgreementNotice } from './store.ts'

/**
 * Takes over an institution's agreement of a fund year as it was signed, amended, suspended, resumed or withdrawn from.
 * A snapshot that is not newer than the one held changes nothing. So events may come twice and in any order, and before
 * the institution is registered. From then on it decides on the days of its year in place of what the institution is
 * registered with. Functions that hold institutions in memory follow within a minute.
 */
export const takeOverAgreement = async (
  { data }: { readonly data: AgreementNotice },
  { institutions, referenceMeter }: Pick<InstitutionEffects, 'institutions' | 'referenceMeter'>,
): Promise<void> => {
  await retryConflicts(async () => {
    const outcome = await institutions.takeOver(data)
    return outcome === 'contended' ? undefined : outcome
  })
  referenceMeter('take-over-agreement', 1)
}
