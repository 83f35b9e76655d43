import type { FundYear } from '#shared/calendar/day.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { refuse } from '../refusals.ts'
import type { ApprovedTarget } from './rules/target.ts'
import { readTarget } from './store.ts'

/** A fund year's target, which is divided only when it is approved. */
export const findApprovedTarget = async (
  store: Store,
  fund: Fund,
  year: FundYear,
): Promise<Decision<ApprovedTarget>> => {
  const { target } = await readTarget(store, fund, year)
  return target?.status === 'approved' ? accept(target) : refuse('target.not-approved', { figures: { year } })
}
