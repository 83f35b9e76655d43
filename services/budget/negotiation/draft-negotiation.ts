import { firstDayOfYear } from '#shared/calendar/day.ts'
import { problem, refused } from '#shared/edge/http/problem.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import { tableAt } from '#shared/policy/policy.ts'
import type { Effects } from '../effects.ts'
import { readPeriods } from '../ledger/periods.ts'
import { lastClosed } from '../monthly-settlement/rules/months-to-close.ts'
import { monthsBefore } from '../quota/rules/plan-version.ts'
import { seasonalTable } from '../quota/rules/seasonal-weights.ts'
import { readPlan, readQuotas } from '../quota/store.ts'
import { wholeOf } from '../total-control/rules/parts.ts'
import type { Drafted, DraftRound, InForce } from './draft-quotas.ts'
import { draftQuotas } from './draft-quotas.ts'
import { firstCounts, firstPosition, groupOf, groupsOf } from './rules/draft-round.ts'
import type { Position, Round } from './rules/round.ts'
import { readRound, saveDraft } from './store.ts'

const readInForce = async ({ store }: Effects, { fund, year }: DraftRound): Promise<InForce> => {
  const plan = await readPlan(store, fund, year)
  return plan && { plan, quotas: await readQuotas(store, fund, plan) }
}

/** @throws HttpProblem 422 where the draft names no month, or one that is settled, though quotas are in force */
const checkMonth = async ({ store }: Effects, command: DraftRound, inForce: InForce): Promise<void> => {
  const { fund, year, from, reason } = command
  if (!inForce) {
    if (from === undefined) return
    throw problem(422, 'negotiation.no-plan', `no quotas of ${year} are in force to be changed`, 'from')
  }
  if (from === undefined || reason === undefined || !from.startsWith(`${year}-`))
    throw problem(
      422,
      'negotiation.month-missing',
      `quotas of ${year} are in force: they are changed from a month of the year on, with a reason`,
      'from',
    )
  const closed = lastClosed(await readPeriods(store, fund, `${year}-12`))
  if (closed && closed.period >= from)
    throw problem(409, 'negotiation.month-settled', `${closed.period} is settled by its quotas`, 'from')
}

/** @throws HttpProblem 422 `quota.below-past-months`: nobody could ever agree to what cannot be published */
const checkPast = (positions: readonly Position[]): void => {
  const short = positions.find(({ amounts, least }) => wholeOf(amounts) < least)
  if (!short) return
  const { institution, amounts, least: past } = short
  throw refused({
    code: 'quota.below-past-months',
    reason: `${institution} was given more in the months that stand`,
    figures: { amount: wholeOf(amounts), past },
  })
}

const positionsOf = (command: DraftRound, drafted: Drafted, inForce: InForce): Position[] => {
  const kept = monthsBefore(command.from)
  const before = new Map(inForce?.quotas.map((quota) => [quota.institution, quota]))
  const candidates = command.basis.kind === 'formula' ? command.basis.candidates : []
  const groups = new Map(candidates.map((each) => [each.institution, groupOf(each)]))
  return drafted.quotas.map((quota) => {
    const had = before.get(quota.institution)
    const group = groups.get(quota.institution) ?? had?.group ?? 'all'
    return firstPosition(quota, group, { before: had, kept })
  })
}

const roundOf = (
  { policy }: Effects,
  command: DraftRound,
  drafted: Drafted,
  positions: readonly Position[],
  number: number,
): Round => {
  const { fund, year, basis, from, reason, by, on } = command
  const moment = { on: firstDayOfYear(year), city: fund.city }
  const seasons = tableAt(policy(), 'total_control.seasonal_weights', moment, seasonalTable)
  return {
    status: 'drafted',
    fund,
    year,
    number,
    draftId: fingerprint({ positions, from, reason, target: drafted.target, by }).slice(0, 16),
    basis: basis.kind,
    target: drafted.target,
    from,
    reason,
    seasonalWeights: seasons[fund.scheme],
    policyVersion: policy().version,
    groups: groupsOf(positions),
    counts: firstCounts(positions),
    drafted: { by, on },
  }
}

/**
 * Drafts a round of negotiation, or drafts it anew while it is not proposed; the same draft again changes nothing.
 * @throws HttpProblem when it cannot be drafted from what is given, or a round of the version is under way
 */
export const draftNegotiation = async (effects: Effects, command: DraftRound): Promise<Round> => {
  const { store } = effects
  const { fund, year } = command
  const inForce = await readInForce(effects, command)
  await checkMonth(effects, command, inForce)
  const decision = await draftQuotas(effects, command, inForce)
  if (decision.status === 'refused') throw refused(decision.refusal)
  const positions = positionsOf(command, decision.value, inForce)
  checkPast(positions)
  const number = (inForce?.plan.version ?? 0) + 1
  const round = roundOf(effects, command, decision.value, positions, number)
  const stored = await readRound(store, fund, year, number)
  if (stored?.value.draftId === round.draftId) return stored.value
  if (stored && stored.value.status !== 'drafted')
    throw problem(409, 'negotiation.under-way', `round ${number} is ${stored.value.status}`)
  if (await saveDraft(store, round, stored?.version ?? 0, positions)) return round
  throw problem(409, 'negotiation.changed-meanwhile', 'the round was changed by someone else; read it again')
}
