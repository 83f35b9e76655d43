import type { Day, FundYear } from '#shared/calendar/day.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { ClearingInputs } from '../clearing/clearing-inputs.ts'
import { readClearingInputs } from '../clearing/clearing-inputs.ts'
import type { ClearingStatement } from '../clearing/rules/statement.ts'
import { listClearings } from '../clearing/store.ts'
import type { Effects } from '../effects.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { readPlan, readPlanVersion, readQuotas } from '../quota/store.ts'
import type { RecordedVersion } from './rules/rerun-quotas.ts'

/** A past year of a fund as it is recorded: its quotas version by version, what it is cleared on, and its statements. */
export type PaymentBase = {
  readonly versions: readonly RecordedVersion[]
  readonly inputs: ClearingInputs
  readonly statements: readonly ClearingStatement[]
}

/** The versions of a year's quotas, the first one first. */
const readVersions = async (store: Store, fund: Fund, year: FundYear): Promise<RecordedVersion[]> => {
  const inForce = await readPlan(store, fund, year)
  const versions: RecordedVersion[] = []
  for (let version = 1; version <= (inForce?.version ?? 0); version += 1) {
    const plan = await readPlanVersion(store, fund, year, version)
    if (plan) versions.push({ plan, quotas: await readQuotas(store, fund, plan) })
  }
  return versions
}

/** Reads a past year; refused where the year cannot be cleared yet. Nothing is written. */
export const readPaymentBase = async (
  effects: Pick<Effects, 'store' | 'policy'>,
  { fund, year, on }: { readonly fund: Fund; readonly year: FundYear; readonly on: Day },
): Promise<Decision<PaymentBase>> => {
  const inputs = await readClearingInputs({ fund, year, on }, effects)
  if (inputs.status === 'refused') return inputs
  const [versions, statements] = await Promise.all([
    readVersions(effects.store, fund, year),
    Array.fromAsync(listClearings(effects.store, fund, year)),
  ])
  return accept({ versions, inputs: inputs.value, statements })
}
