import type { Signature } from '#shared/contracts/fields.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import type { Effects } from '../effects.ts'
import type { PlaceInYear, PlanInForce } from '../negotiation/place-in-year.ts'
import { agreementFault, monthFault, readInForce, seasonsOf } from '../negotiation/place-in-year.ts'
import type { QuotaPlan } from '../quota/rules/plan-version.ts'
import { monthsBefore, quotaOverMonths } from '../quota/rules/plan-version.ts'
import type { Quota } from '../quota/rules/quota.ts'
import { saveQuotas } from '../quota/store.ts'
import { refuse } from '../refusals.ts'
import { findApprovedTarget } from '../target/find-approved-target.ts'
import type { ApprovedTarget } from '../target/rules/target.ts'
import { partsOf, wholeOf } from '../total-control/rules/parts.ts'
import { planOf } from './plan-of.ts'
import type { DecidedAmount, QuotaDecision } from './rules/quota-decision.ts'
import { sumFault } from './rules/quota-decision.ts'
import { decisionWrite, readDecision } from './store.ts'

export type ProposeDecision = PlaceInYear & {
  readonly reason: string
  readonly document: string
  readonly quotas: readonly DecidedAmount[]
  readonly signed: Signature
}

type DecisionEffects = Pick<Effects, 'store' | 'policy'>

/** Who has a quota in force and would have none: what it was given stands, so it is named. */
const leftOut = (quotas: readonly DecidedAmount[], inForce: PlanInForce) => {
  const named = new Set(quotas.map(({ institution }) => institution))
  const left = inForce?.quotas.find(({ institution }) => !named.has(institution))
  return (
    left &&
    refuse('quota.institution-left-out', { field: 'quotas', figures: { institution: left.institution } })
  )
}

/** The quotas of what is proposed; the months that stand are those of the plan before. */
const quotasOf = (
  { quotas, document, reason, from }: ProposeDecision,
  seasonalWeights: readonly string[],
  inForce: PlanInForce,
): Decision<readonly Quota[]> => {
  const before = new Map(inForce?.quotas.map((quota) => [quota.institution, quota]))
  const decided: Quota[] = []
  for (const { institution, amounts } of quotas.toSorted((a, b) =>
    a.institution < b.institution ? -1 : 1,
  )) {
    const given = Object.fromEntries(partsOf(amounts).map((part) => [part, amounts[part] ?? 0]))
    const step = {
      rule: 'provincial-decision',
      given: { ...given, document, reason },
      gives: wholeOf(amounts),
    }
    const kept = { before: before.get(institution), kept: monthsBefore(from) }
    const quota = quotaOverMonths({ institution, amounts, steps: [step] }, seasonalWeights, kept)
    if (quota.status === 'refused') return quota
    const group = before.get(institution)?.group
    decided.push({ ...quota.value, ...(group === undefined ? {} : { group }) })
  }
  return accept(decided)
}

const decisionOf = (
  command: ProposeDecision,
  { amounts: target, number: areaTarget }: ApprovedTarget,
  inForce: QuotaPlan | undefined,
  { policy }: DecisionEffects,
): Extract<QuotaDecision, { status: 'proposed' }> => {
  const { fund, year, from, reason, document, quotas, signed } = command
  const content = {
    ...{ fund, year, target, areaTarget, from, reason, document },
    institutions: quotas.length,
    seasonalWeights: seasonsOf(policy(), command),
    policyVersion: policy().version,
  }
  const digest = { ...content, quotas, by: signed.by }
  const planId = fingerprint(digest).slice(0, 16)
  // Asked again once it is in force, it is still the decision of that version.
  const number = inForce?.planId === planId ? inForce.version : (inForce?.version ?? 0) + 1
  return { ...content, planId, number, proposed: signed, status: 'proposed' }
}

/**
 * Proposes what the province decides on a year's quotas: they divide the approved target, among institutions with an
 * agreement. Until it is approved it is proposed anew; the same again changes nothing.
 */
export const proposeDecision = async (
  command: ProposeDecision,
  effects: DecisionEffects,
): Promise<Decision<QuotaDecision>> => {
  const { store } = effects
  const { fund, year, quotas } = command
  const approved = await findApprovedTarget(store, fund, year)
  if (approved.status === 'refused') return approved
  const inForce = await readInForce(store, command)
  const decision = decisionOf(command, approved.value, inForce?.plan, effects)
  const stored = await readDecision(store, decision)
  if (stored.decision?.planId === decision.planId && stored.decision.status !== 'withdrawn')
    return accept(stored.decision)
  const institutions = quotas.map(({ institution }) => institution)
  const fault =
    (await monthFault(store, command, inForce)) ??
    sumFault(quotas, approved.value) ??
    leftOut(quotas, inForce) ??
    (await agreementFault(store, command, inForce, institutions))
  if (fault) return fault
  const decided = quotasOf(command, decision.seasonalWeights, inForce)
  if (decided.status === 'refused') return decided
  await saveQuotas(store, fund, planOf(decision, command.signed.on), decided.value)
  const written = await store.write([decisionWrite(decision, stored.version)])
  return written.status === 'written' ? accept(decision) : refuse('negotiation.changed-meanwhile')
}
