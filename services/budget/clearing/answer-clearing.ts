import type { FundYear } from '#shared/calendar/day.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { refuse } from '../refusals.ts'
import type { ClearingStatement } from './rules/statement.ts'
import type { StoredStatement } from './store.ts'
import { clearingWrite, readClearing } from './store.ts'

/** Which statement is meant. */
export type ClearingName = Fund & { readonly year: FundYear; readonly institution: string }

/** Finds the statement that is named. */
export const findClearing = async (
  { year, institution, ...fund }: ClearingName,
  { store }: Pick<Effects, 'store'>,
): Promise<Decision<StoredStatement>> => {
  const found = await readClearing(store, fund, year, institution)
  return found
    ? accept(found)
    : refuse('clearing.unknown', { field: 'institution', figures: { year, institution } })
}

/** Decides on a statement and saves it at its next version; the same decision again changes nothing. */
export const answerClearing = (
  name: ClearingName,
  decide: (statement: ClearingStatement) => Decision<ClearingStatement>,
  effects: Pick<Effects, 'store'>,
): Promise<Decision<ClearingStatement>> =>
  retryConflicts(async () => {
    const found = await findClearing(name, effects)
    if (found.status === 'refused') return found
    const { statement, version } = found.value
    const decision = decide(statement)
    if (decision.status === 'refused' || decision.value === statement) return decision
    const { city, scheme } = name
    const written = await effects.store.write([clearingWrite({ city, scheme }, decision.value, version)])
    return written.status === 'written' ? decision : undefined
  })
