import type { FundYear } from '#shared/calendar/day.ts'
import type { Store, Stored, Write } from '#shared/edge/store/store.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { quotaKey, quotaPartition, quotaPlanKey, quotaPlanVersionKey, quotaPrefix } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { Parts } from '../total-control/rules/parts.ts'
import type { QuotaPlan } from './rules/plan-version.ts'
import type { Quota, SplitTarget } from './rules/split-target.ts'

const largestTransaction = 60

/** The id of a plan: another target, weight or season makes another plan. */
export const planIdOf = ({ year, target, institutions, seasonalWeights }: SplitTarget): string =>
  fingerprint({ year, target, institutions, seasonalWeights }).slice(0, 16)

export const toQuota = (item: Stored): Quota => {
  const { institution, amount, months, amounts, group, derivation } = item
  const quota = { institution, amount, months, derivation } as unknown as Quota
  const apart = amounts === undefined ? quota : { ...quota, amounts: amounts as Parts }
  return group === undefined ? apart : { ...apart, group: String(group) }
}

/** What goes with a plan: the one whose place it takes, and what is to be written when it comes into force. */
type Publication = { readonly before?: QuotaPlan | undefined; readonly alongside?: readonly Write[] }

/**
 * Publishes a plan: first all quotas under its id, then the plan itself, which makes them the ones in force. After a
 * crash in between the same command goes on; quotas of a plan never published are seen by nobody.
 * @returns whether it was published now; not when it or another version stood there already
 */
export const publishPlan = async (
  store: Store,
  fund: Fund,
  { plan, quotas }: { readonly plan: QuotaPlan; readonly quotas: readonly Quota[] },
  { before, alongside = [] }: Publication = {},
): Promise<boolean> => {
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
  for (const part of inPieces(items, largestTransaction))
    await store.write(part.map((item) => ({ kind: 'create', item })))
  const item = { ...quotaPlanKey(fund, plan.year), kind: 'quota-plan', ...fund, ...plan }
  const written = await store.write([
    { kind: 'replace', item, version: plan.version - 1 },
    ...(before ? [keptWrite(fund, before)] : []),
    ...alongside,
  ])
  return written.status === 'written'
}

/** A plan whose place another takes stays readable. */
const keptWrite = (fund: Fund, plan: QuotaPlan): Write => ({
  kind: 'create',
  item: { ...quotaPlanVersionKey(fund, plan.year, plan.version), kind: 'quota-plan', ...fund, ...plan },
})

const toPlan = (item: Stored): QuotaPlan => {
  const { pk, sk, kind, city, scheme, ...plan } = item
  return plan as unknown as QuotaPlan
}

/** The plan in force. */
export const readPlan = async (store: Store, fund: Fund, year: FundYear): Promise<QuotaPlan | undefined> => {
  const item = await store.get(quotaPlanKey(fund, year))
  return item && toPlan(item)
}

/** A version of a year's plan: the one in force, or one whose place it took. */
export const readPlanVersion = async (
  store: Store,
  fund: Fund,
  year: FundYear,
  version: number,
): Promise<QuotaPlan | undefined> => {
  const [current, kept] = await store.getMany([
    quotaPlanKey(fund, year),
    quotaPlanVersionKey(fund, year, version),
  ])
  const found = Number(current?.version) === version ? current : kept
  return found && toPlan(found)
}

/** All quotas of a plan, in order of institutions. */
export const readQuotas = async (store: Store, fund: Fund, plan: QuotaPlan): Promise<Quota[]> => {
  const quotas: Quota[] = []
  const listing = { pk: quotaPartition(fund, plan.year), prefix: quotaPrefix(plan.planId) }
  for await (const item of store.list(listing)) quotas.push(toQuota(item))
  return quotas
}
