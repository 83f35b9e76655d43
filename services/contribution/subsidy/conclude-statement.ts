import type { RunUnit } from '#shared/edge/runs/run.ts'
import { completeUnit, inputOf, readRun } from '#shared/edge/runs/run.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import { must } from '#shared/kernel/errors.ts'
import { issueWrite, residentParts } from '../bill/store.ts'
import type { Effects } from '../effects.ts'
import { issueStatement } from './rules/statement.ts'
import type { CountingInput } from './start-statement.ts'
import { conclusion } from './start-statement.ts'
import { readParts, readStatement, statementWrite } from './store.ts'

/**
 * Issues a statement and its bill when all its parts are counted, in one transaction with the run's last unit. A run is
 * done when, and only when, its statement is issued. Whoever completes the last part, or finds it complete, does so,
 * once.
 */
export const concludeStatement = (unit: RunUnit, { store }: Pick<Effects, 'store'>): Promise<true> => {
  const { statementId } = inputOf<CountingInput>(unit)
  return retryConflicts(async () => {
    const progress = await readRun(store, unit.runId)
    if (progress?.done !== residentParts.length) return true
    const read = await readStatement(store, statementId)
    must(read !== undefined, 'contribution.statement-unknown', 'a run for no statement', { statementId })
    if (read.statement.status === 'issued') return true
    const { statement, bill } = issueStatement(read.statement, await readParts(store, statementId))
    const written = await store.write([
      statementWrite({ statement, version: read.version }),
      ...(bill ? [issueWrite(bill)] : []),
      ...completeUnit({ ...unit, unitId: conclusion }, {}),
    ])
    return written.status === 'written' ? true : undefined
  })
}
