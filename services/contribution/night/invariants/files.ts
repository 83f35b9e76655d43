import { faultsOfImport } from '#shared/kernel/import-faults.ts'
import type { Invariant, Violation } from '#shared/kernel/invariant.ts'
import { importOutcomes } from '../../import/import-outcomes.ts'

const id = 'contribution.files-add-up'

/** What a file of employers, wages or bases came to. */
export const filesAddUp: Invariant = {
  id,
  number: 3,
  rule: 'each row of a file of employers, wages or bases is done or bad; a file that was not imported did nothing, and one that could not be read says why',
  start: () => {
    let checked = 0
    const violations: Violation[] = []
    return {
      see: (item) => {
        if (!importOutcomes.is(item)) return
        checked += 1
        const outcome = importOutcomes.from(item)
        const where = `${outcome.importId}/${outcome.runId}`
        for (const what of faultsOfImport(outcome)) violations.push({ invariant: id, where, what })
      },
      finish: () => ({ checked, violations }),
    }
  },
}
