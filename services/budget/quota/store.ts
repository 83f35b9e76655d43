import type { FundYear } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { quotaKey, quotaPartition, quotaPlanKey, quotaPlanVersionKey, quotaPrefix } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { QuotaPlan } from './rules/plan-version.ts'
import type { Quota } from './rules/quota.ts'

const largestTransaction = 60

type FundYearName = Fund & { readonly year: FundYear }
type QuotaName = FundYearName & { readonly planId: string; readonly institution: string }

const quotas = defineRecord<Quota, QuotaName>({
  kind: 'quota',
  key: (of) => quotaKey(of, of.year, of.planId, of.institution),
})

/** The plan in force of each year. */
const plans = defineRecord<Fund & QuotaPlan, FundYearName>({
  kind: 'quota-plan',
  key: (of) => quotaPlanKey(of, of.year),
})

/** Plans whose place others took. */
const earlierPlans = defineRecord<Fund & QuotaPlan>({
  kind: 'quota-plan',
  key: (of) => quotaPlanVersionKey(of, of.year, of.version),
})

export const toQuota = (item: RecordedItem): Quota => {
  const { institution, amount, months, amounts, group, derivation } = quotas.from(item)
  return {
    ...{ institution, amount, months, derivation },
    ...(amounts === undefined ? {} : { amounts }),
    ...(group === undefined ? {} : { group }),
  }
}

export const toPlan = (item: RecordedItem): QuotaPlan => plans.from(item)

/** What goes with a plan: the one whose place it takes, and what is to be written when it comes into force. */
type Publication = { readonly before?: QuotaPlan | undefined; readonly alongside?: readonly Write[] }

const quotaWrite = (fund: Fund, { year, planId }: QuotaPlan, quota: Quota): Write => {
  const seasonalWeights = quota.derivation.seasonalWeights.map(String)
  return quotas.create({
    ...fund,
    year,
    planId,
    ...quota,
    derivation: { ...quota.derivation, seasonalWeights },
  })
}

/** Writes the quotas of a plan under its id, where nobody sees them before the plan itself is in force. */
export const saveQuotas = async (
  store: Store,
  fund: Fund,
  plan: QuotaPlan,
  quotasOfPlan: readonly Quota[],
): Promise<void> => {
  for (const part of inPieces(quotasOfPlan, largestTransaction))
    await store.write(part.map((quota) => quotaWrite(fund, plan, quota)))
}

/**
 * Puts a plan in force, whose quotas stand there already.
 * @returns whether it was published now; not when it or another version stood there already
 */
export const putInForce = async (
  store: Store,
  fund: Fund,
  plan: QuotaPlan,
  { before, alongside = [] }: Publication,
): Promise<boolean> => {
  const written = await store.write([
    plans.replace({ ...fund, ...plan, twoHanded: true }, plan.version - 1),
    ...(before ? [earlierPlans.create({ ...fund, ...before })] : []),
    ...alongside,
  ])
  return written.status === 'written'
}

/**
 * Publishes a plan: first all quotas under its id, then the plan itself, which makes them the ones in force. After a
 * crash in between the same command goes on; quotas of a plan never published are seen by nobody.
 * @returns whether it was published now; not when it or another version stood there already
 */
export const publishPlan = async (
  store: Store,
  fund: Fund,
  { plan, quotas: ofPlan }: { readonly plan: QuotaPlan; readonly quotas: readonly Quota[] },
  publication: Publication = {},
): Promise<boolean> => {
  await saveQuotas(store, fund, plan, ofPlan)
  return putInForce(store, fund, plan, publication)
}

/** The plan in force. */
export const readPlan = (store: Store, fund: Fund, year: FundYear): Promise<QuotaPlan | undefined> =>
  plans.read(store, { ...fund, year })

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
  return found && plans.from(found)
}

/** All quotas of a plan, in order of institutions. */
export const readQuotas = async (
  store: Store,
  fund: Fund,
  plan: Pick<QuotaPlan, 'planId' | 'year'>,
): Promise<Quota[]> => {
  const listing = { pk: quotaPartition(fund, plan.year), prefix: quotaPrefix(plan.planId) }
  const found: Quota[] = []
  for await (const item of store.list(listing)) found.push(toQuota(item))
  return found
}
