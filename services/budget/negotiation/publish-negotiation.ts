import type { Day } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { must } from '#shared/kernel/errors.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import type { Effects } from '../effects.ts'
import type { QuotaPlan } from '../quota/rules/plan-version.ts'
import { monthsBefore, quotaOverMonths } from '../quota/rules/plan-version.ts'
import type { Quota } from '../quota/rules/quota.ts'
import { publishPlan, readPlan, readQuotas } from '../quota/store.ts'
import { refuse } from '../refusals.ts'
import { findApprovedTarget } from '../target/find-approved-target.ts'
import { addParts, sameParts, wholeOf } from '../total-control/rules/parts.ts'
import { findRound } from './negotiate.ts'
import { placeFault } from './place-in-year.ts'
import { publishRound } from './rules/conduct-round.ts'
import { negotiatedQuota } from './rules/negotiated-quota.ts'
import type { Position, Round } from './rules/round.ts'
import { speakersIn } from './rules/round.ts'
import type { RoundName } from './store.ts'
import { allPositions, roundWrite } from './store.ts'

const planOf = (round: Round, positions: readonly Position[], on: Day): Omit<QuotaPlan, 'areaTarget'> => {
  const { draftId, number: version, year, target, seasonalWeights, policyVersion, from, reason } = round
  const agreed = positions.map(({ institution, amounts }) => ({ institution, amounts }))
  return {
    planId: fingerprint({ draftId, agreed }).slice(0, 16),
    version,
    year,
    target: wholeOf(target),
    amounts: target,
    institutions: positions.length,
    seasonalWeights,
    policyVersion,
    publishedOn: on,
    ...(from === undefined ? {} : { from }),
    ...(reason === undefined ? {} : { reason }),
  }
}

/** The quotas that positions became; the months that stand are those of the plan before. */
const quotasOf = async (
  round: Round,
  positions: readonly Position[],
  inForce: QuotaPlan | undefined,
  { store }: Pick<Effects, 'store'>,
): Promise<Decision<readonly Quota[]>> => {
  const { fund, from, seasonalWeights } = round
  const quotas = inForce ? await readQuotas(store, fund, inForce) : []
  const before = new Map(quotas.map((quota) => [quota.institution, quota]))
  const became: Quota[] = []
  for (const position of positions) {
    const kept = { before: before.get(position.institution), kept: monthsBefore(from) }
    const decision = quotaOverMonths(negotiatedQuota(position), seasonalWeights, kept)
    if (decision.status === 'refused') return decision
    became.push({ ...decision.value, group: position.group })
  }
  return accept(became)
}

/** The number of the approved target that a round divides; one of an earlier release divides the target it is equal to. */
const targetOf = async (
  { fund, year, target, areaTarget }: Round,
  { store }: Pick<Effects, 'store'>,
): Promise<Decision<number>> => {
  if (areaTarget !== undefined) return accept(areaTarget)
  const approved = await findApprovedTarget(store, fund, year)
  if (approved.status === 'refused') return approved
  return approved.value.total === wholeOf(target)
    ? accept(approved.value.number)
    : refuse('target.not-approved', { figures: { year } })
}

/**
 * Publishes an agreed round as the next version of the year's plan; sent again after a crash, it goes on. The version
 * before stays readable, and its months that are past stand.
 */
export const publishNegotiation = async (
  name: RoundName,
  signed: Signature,
  effects: Pick<Effects, 'store'>,
): Promise<Decision<Round>> => {
  const { store } = effects
  const found = await findRound(name, effects)
  if (found.status === 'refused') return found
  const { value: round, version } = found.value
  const positions = await allPositions(store, round)
  const plan = planOf(round, positions, signed.on)
  const decision = publishRound(signed, plan.planId, round, speakersIn(positions))
  if (decision.status === 'refused' || decision.value === round) return decision
  const agreed = addParts(positions.map(({ amounts }) => amounts))
  must(sameParts(agreed, round.target), 'negotiation.sum-differs', 'quotas agreed on are not the target')
  const areaTarget = await targetOf(round, effects)
  if (areaTarget.status === 'refused') return areaTarget
  const inForce = await readPlan(store, round.fund, round.year)
  const fault = await placeFault(store, { ...round, version: round.number }, inForce)
  if (fault) return fault
  const quotas = await quotasOf(round, positions, inForce, effects)
  if (quotas.status === 'refused') return quotas
  const alongside = [roundWrite(decision.value, version)]
  const publication = { before: inForce, alongside }
  const published = { plan: { ...plan, areaTarget: areaTarget.value }, quotas: quotas.value }
  return (await publishPlan(store, round.fund, published, publication))
    ? decision
    : refuse('negotiation.changed-meanwhile')
}
