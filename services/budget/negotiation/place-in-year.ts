import type { FundYear, Month } from '#shared/calendar/day.ts'
import { firstDayOfYear, monthOf } from '#shared/calendar/day.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { tableAt } from '#shared/policy/policy.ts'
import { findWithoutAgreement } from '../agreement/find-without-agreement.ts'
import { readPeriods } from '../ledger/periods.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { lastClosed } from '../monthly-settlement/rules/months-to-close.ts'
import type { QuotaPlan } from '../quota/rules/plan-version.ts'
import type { Quota } from '../quota/rules/quota.ts'
import { seasonalTable } from '../quota/rules/seasonal-weights.ts'
import { readPlan, readQuotas } from '../quota/store.ts'
import { refuse } from '../refusals.ts'

/** Which months of a fund year quotas are made for: all of it, or those from a month on, with a reason. */
export type PlaceInYear = {
  readonly fund: Fund
  readonly year: FundYear
  readonly from?: Month | undefined
  readonly reason?: string | undefined
}

/** The plan in force with its quotas; nothing for the first plan of a year. */
export type PlanInForce = { readonly plan: QuotaPlan; readonly quotas: readonly Quota[] } | undefined

export const readInForce = async (store: Store, { fund, year }: PlaceInYear): Promise<PlanInForce> => {
  const plan = await readPlan(store, fund, year)
  return plan && { plan, quotas: await readQuotas(store, fund, plan) }
}

/** How a fund's spending lies over the months of a year. */
export const seasonsOf = (policy: Policy, { fund, year }: PlaceInYear): readonly string[] =>
  tableAt(
    policy,
    'total_control.seasonal_weights',
    { on: firstDayOfYear(year), city: fund.city },
    seasonalTable,
  )[fund.scheme]

/** Why quotas cannot be made from the month: it is none of the year, or settled; or there are none to change. */
export const monthFault = async (
  store: Store,
  { fund, year, from, reason }: PlaceInYear,
  inForce: PlanInForce,
) => {
  if (!inForce)
    return from === undefined
      ? undefined
      : refuse('negotiation.no-plan', { field: 'from', figures: { year } })
  if (from === undefined || reason === undefined || !from.startsWith(`${year}-`))
    return refuse('negotiation.month-missing', { field: 'from', figures: { year } })
  const closed = lastClosed(await readPeriods(store, fund, `${year}-12`))
  return closed && closed.period >= from
    ? refuse('negotiation.month-settled', { field: 'from', figures: { month: closed.period } })
    : undefined
}

/** Why quotas cannot take their place now: they no longer follow on what is in force, or come too late for their month. */
export const placeFault = async (
  store: Store,
  { fund, year, from, version }: PlaceInYear & { readonly version: number },
  inForce: QuotaPlan | undefined,
) => {
  if ((inForce?.version ?? 0) !== version - 1) return refuse('quota-plan.published', { figures: { year } })
  const closed = lastClosed(await readPeriods(store, fund, `${year}-12`))
  return from !== undefined && closed && closed.period >= from
    ? refuse('negotiation.month-settled', { figures: { month: closed.period } })
    : undefined
}

/** Refuses an institution, by name, that the city has no agreement with for the months; nobody else gets a quota. */
export const agreementFault = async (
  store: Store,
  { fund: { city }, year, from }: PlaceInYear,
  inForce: PlanInForce,
  institutions: readonly string[],
) => {
  const first = from ?? monthOf(firstDayOfYear(year))
  const stoodBefore = new Set(inForce?.quotas.map(({ institution }) => institution))
  const without = await findWithoutAgreement(store, { city, year, first, stoodBefore }, institutions)
  return without === undefined
    ? undefined
    : refuse('quota.no-agreement', { figures: { institution: without, year, month: first } })
}
