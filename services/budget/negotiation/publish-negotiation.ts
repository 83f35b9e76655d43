import type { Day } from '#shared/calendar/day.ts'
import { problem, refused } from '#shared/edge/http/problem.ts'
import { must } from '#shared/kernel/errors.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import type { Effects } from '../effects.ts'
import { readPeriods } from '../ledger/periods.ts'
import { lastClosed } from '../monthly-settlement/rules/months-to-close.ts'
import type { QuotaPlan } from '../quota/rules/plan-version.ts'
import { monthsBefore, quotaOverMonths } from '../quota/rules/plan-version.ts'
import type { Quota } from '../quota/rules/split-target.ts'
import { publishPlan, readPlan, readQuotas } from '../quota/store.ts'
import { addParts, sameParts, wholeOf } from '../total-control/rules/parts.ts'
import type { RoundName } from './negotiate.ts'
import { roundFor } from './negotiate.ts'
import { publishRound } from './rules/conduct-round.ts'
import { negotiatedQuota } from './rules/negotiated-quota.ts'
import type { Position, Round } from './rules/round.ts'
import { allPositions, roundWrite } from './store.ts'

const planOf = (round: Round, positions: readonly Position[], on: Day): QuotaPlan => {
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
  { store }: Effects,
  round: Round,
  positions: readonly Position[],
  inForce: QuotaPlan | undefined,
): Promise<Quota[]> => {
  const { fund, from, seasonalWeights } = round
  const quotas = inForce ? await readQuotas(store, fund, inForce) : []
  const before = new Map(quotas.map((quota) => [quota.institution, quota]))
  return positions.map((position) => {
    const kept = { before: before.get(position.institution), kept: monthsBefore(from) }
    const decision = quotaOverMonths(negotiatedQuota(position), seasonalWeights, kept)
    if (decision.status === 'refused') throw refused(decision.refusal)
    return { ...decision.value, group: position.group }
  })
}

/** @throws HttpProblem 409 when the round no longer follows on what is in force, or comes too late for its month */
const checkPlace = async ({ store }: Effects, round: Round, inForce: QuotaPlan | undefined) => {
  if ((inForce?.version ?? 0) !== round.number - 1)
    throw problem(409, 'quota-plan.published', `version ${inForce?.version} of the quotas is in force`)
  const closed = lastClosed(await readPeriods(store, round.fund, `${round.year}-12`))
  if (round.from !== undefined && closed && closed.period >= round.from)
    throw problem(409, 'negotiation.month-settled', `${closed.period} is settled by the quotas in force`)
}

/**
 * Publishes an agreed round as the next version of the year's plan; sent again after a crash, it goes on. The version
 * before stays readable, and its months that are past stand.
 */
export const publishNegotiation = async (
  effects: Effects,
  name: RoundName,
  signed: { readonly by: string; readonly on: Day },
): Promise<Round> => {
  const { store } = effects
  const { value: round, version } = await roundFor(effects, name)
  const positions = await allPositions(store, round)
  const plan = planOf(round, positions, signed.on)
  const decision = publishRound(signed, plan.planId, round)
  if (decision.status === 'refused') throw refused(decision.refusal)
  if (decision.value === round) return round
  const agreed = addParts(positions.map(({ amounts }) => amounts))
  must(sameParts(agreed, round.target), 'negotiation.sum-differs', 'quotas agreed on are not the target')
  const inForce = await readPlan(store, round.fund, round.year)
  await checkPlace(effects, round, inForce)
  const quotas = await quotasOf(effects, round, positions, inForce)
  const alongside = [roundWrite(decision.value, version)]
  if (await publishPlan(store, round.fund, { plan, quotas }, { before: inForce, alongside }))
    return decision.value
  throw problem(
    409,
    'negotiation.changed-meanwhile',
    'the quotas were changed by someone else; read them again',
  )
}
