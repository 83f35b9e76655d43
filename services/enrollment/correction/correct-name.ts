import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { identities } from '../person/store.ts'
import { refuse } from '../refusals.ts'
import type { CorrectName, NameCorrection } from './rules/decide-name.ts'
import { decideName } from './rules/decide-name.ts'
import { correctionsOf, correctionWrites } from './store.ts'

/**
 * Corrects a person's name once: the new name and the record of what it was, why and on what evidence, are one write. Of
 * two corrections at once the second is judged against the first.
 */
export const correctName = (
  personId: string,
  command: CorrectName,
  { store }: Pick<Effects, 'store'>,
): Promise<Decision<NameCorrection>> =>
  retryConflicts(async () => {
    const [identity, earlier] = await Promise.all([
      identities.read(store, { personId }),
      correctionsOf(personId, store),
    ])
    const done = earlier.find(({ commandId }) => commandId === command.commandId)
    if (done) return accept(done)
    if (!identity) return refuse('enrollment.person-unknown', { field: 'personId' })
    const decision = decideName(command, identity, earlier)
    if (decision.status === 'refused') return decision
    const written = await store.write(correctionWrites(decision.value))
    return written.status === 'written' ? decision : undefined
  })
