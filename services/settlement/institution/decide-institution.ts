import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { InstitutionEffects } from './effects.ts'
import type { InstitutionDecisions } from './rules/change.ts'

/**
 * Decides on what an institution is registered as: one officer proposes and another approves. What is approved is
 * registered in the same transaction. The agreement it is registered with does not hold on the days of a fund year whose
 * agreement the budget service told. That one wins, in whatever order the two come. A decision that changes nothing
 * writes nothing.
 */
export const decideInstitution = async (
  code: string,
  decide: (held: InstitutionDecisions) => Decision<InstitutionDecisions>,
  { institutions, referenceMeter }: Pick<InstitutionEffects, 'institutions' | 'referenceMeter'>,
): Promise<Decision<InstitutionDecisions>> => {
  const decided = await retryConflicts(async () => {
    const { version, ...held } = await institutions.decisions(code)
    const decision = decide(held)
    if (decision.status === 'refused' || decision.value === held) return decision
    return (await institutions.decide({ ...decision.value, version })) ? accept(decision.value) : undefined
  })
  referenceMeter('register-institution', 1)
  return decided
}
