import type { Day, Month } from '#shared/calendar/day.ts'
import { addDays } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import { startRun } from '#shared/edge/runs/run.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { numberAt } from '#shared/policy/policy.ts'
import type { Effects } from '../effects.ts'
import { refuse } from '../refusals.ts'
import type { CitySettlement } from './rules/city-settlement.ts'
import {
  approveSettlement,
  proposeSettlement,
  rejectSettlement,
  settlementIdOf,
} from './rules/city-settlement.ts'
import { sharesOf } from './rules/net-cities.ts'
import type { ShareInput } from './settle-city-unit.ts'
import { citySettlementTask } from './settle-city-unit.ts'
import type { StoredSettlement } from './store.ts'
import { citySettlements, findSettlement, readOwed, readSettlements } from './store.ts'

type Name = { readonly scheme: Scheme; readonly month: Month }

/** Proposes what cities owe each other by a month's end. Two proposals at once: one finds the other's number taken. */
export const proposeCities = (
  { scheme, month }: Name,
  proposed: Signature,
  { store }: Pick<Effects, 'store'>,
): Promise<Decision<CitySettlement>> =>
  retryConflicts(async () => {
    const before = await readSettlements(store, scheme)
    const { owed, through } = await readOwed(store, scheme, month)
    const decision = proposeSettlement({ scheme, month, proposed, owed, through }, before)
    if (decision.status === 'refused') return decision
    if (before.some(({ number }) => number === decision.value.number)) return decision
    const written = await store.write([citySettlements.replace({ ...decision.value, version: 0 }, 0)])
    return written.status === 'written' ? decision : undefined
  })

const decideOn = (
  name: Name,
  decide: (settlement: CitySettlement) => Decision<CitySettlement>,
  { store }: Pick<Effects, 'store'>,
): Promise<Decision<CitySettlement>> =>
  retryConflicts(async () => {
    const found = await findSettlement(store, name)
    if (!found) return refuse('city-settlement.unknown', { field: 'month', figures: name })
    const { version, ...stands }: StoredSettlement = found
    const decision = decide(stands)
    if (decision.status === 'refused' || decision.value === stands) return decision
    const written = await store.write([citySettlements.replace({ ...decision.value, version }, version)])
    return written.status === 'written' ? decision : undefined
  })

export const rejectCities = (
  name: Name,
  rejected: Signature & { readonly reason: string },
  effects: Pick<Effects, 'store'>,
): Promise<Decision<CitySettlement>> =>
  decideOn(name, (stands) => rejectSettlement(rejected, stands), effects)

/** Books the shares of an approved settlement, each city's and the province's as units of a run. */
const startShares = async (
  settlement: CitySettlement & { readonly status: 'approved' },
  { runs }: Effects,
) => {
  const { scheme, month, debts, approved, dueOn } = settlement
  const on: Day = approved.on
  const settlementId = settlementIdOf(settlement)
  const shares = sharesOf(debts)
  const shared = { scheme, month, settlementId, on, dueOn }
  const units = [
    ...shares.map((share) => ({
      unitId: share.city,
      input: { ...shared, shares: [share] } satisfies ShareInput,
    })),
    { unitId: provinceCode, input: { ...shared, shares } satisfies ShareInput },
  ]
  const parameters = { scheme, month, on }
  await startRun(runs(), { runId: settlementId, task: citySettlementTask, parameters, units })
  return settlementId
}

/**
 * Approves a settlement and books it. Approved again it goes on with what a crash left, so that no city's share is left
 * out.
 */
export const approveCities = async (
  name: Name,
  approved: Signature,
  effects: Effects,
): Promise<Decision<{ readonly runId: string }>> => {
  const days = numberAt(effects.policy(), 'general.wait.city_remittance_days', { on: approved.on })
  const dueOn = addDays(approved.on, days)
  const decision = await decideOn(name, (stands) => approveSettlement(approved, dueOn, stands), effects)
  if (decision.status === 'refused') return decision
  if (decision.value.status !== 'approved') return refuse('city-settlement.rejected')
  return accept({ runId: await startShares(decision.value, effects) })
}
