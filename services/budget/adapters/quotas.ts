import type { FundYear } from '#shared/calendar/day.ts'
import { fingerprint } from '#shared/edge/stable-id.ts'
import type { Store, Stored } from '#shared/edge/store.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Fund } from '../domain/fund.ts'
import type { Quota, SplitTarget } from '../domain/quota/split-target.ts'
import { quotaKey, quotaPartition, quotaPlanKey, quotaPrefix } from './keys.ts'

/** A published quota plan; its id is the digest of what it was made from. */
export type QuotaPlan = {
  readonly planId: string
  readonly year: FundYear
  readonly target: Fen
  readonly institutions: number
  readonly seasonalWeights: readonly string[]
  readonly policyVersion: string
}

const largestTransaction = 100

/** The id of a plan: another target, weight or season makes another plan. */
export const planIdOf = ({ year, target, institutions, seasonalWeights }: SplitTarget): string =>
  fingerprint({ year, target, institutions, seasonalWeights }).slice(0, 16)

export const toQuota = (item: Stored): Quota => {
  const { institution, amount, months, derivation } = item
  return { institution, amount, months, derivation } as unknown as Quota
}

/**
 * Publishes a plan: first all quotas under its id, then the plan itself, which makes them the ones in force. After a
 * crash in between the same command goes on; quotas of a plan never published are seen by nobody.
 */
export const publishPlan = async (
  store: Store,
  fund: Fund,
  plan: QuotaPlan,
  quotas: readonly Quota[],
): Promise<void> => {
  const items = quotas.map((quota) => ({
    ...quotaKey(fund, plan.year, plan.planId, quota.institution),
    kind: 'quota',
    ...fund,
    year: plan.year,
    planId: plan.planId,
    ...quota,
    derivation: {
      ...quota.derivation,
      seasonalWeights: quota.derivation.seasonalWeights.map(String),
    },
  }))
  for (let start = 0; start < items.length; start += largestTransaction) {
    const part = items.slice(start, start + largestTransaction)
    await store.write(part.map((item) => ({ kind: 'create', item })))
  }
  await store.write([
    { kind: 'create', item: { ...quotaPlanKey(fund, plan.year), kind: 'quota-plan', ...fund, ...plan } },
  ])
}

export const readPlan = async (store: Store, fund: Fund, year: FundYear): Promise<QuotaPlan | undefined> => {
  const item = await store.get(quotaPlanKey(fund, year))
  if (!item) return undefined
  const { planId, target, institutions, seasonalWeights, policyVersion } = item as unknown as QuotaPlan
  return { planId, year, target, institutions, seasonalWeights, policyVersion }
}

/** All quotas of a plan, in order of institutions. */
export const readQuotas = async (store: Store, fund: Fund, plan: QuotaPlan): Promise<Quota[]> => {
  const quotas: Quota[] = []
  const listing = { pk: quotaPartition(fund, plan.year), prefix: quotaPrefix(plan.planId) }
  for await (const item of store.list(listing)) quotas.push(toQuota(item))
  return quotas
}
