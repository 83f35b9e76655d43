import type { Signature } from '#shared/contracts/fields.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { agreementFault, placeFault, readInForce } from '../negotiation/place-in-year.ts'
import { putInForce, readQuotas } from '../quota/store.ts'
import { refuse } from '../refusals.ts'
import { findApprovedTarget } from '../target/find-approved-target.ts'
import { planOf } from './plan-of.ts'
import type { QuotaDecision } from './rules/quota-decision.ts'
import { approveDecision, withdrawDecision } from './rules/quota-decision.ts'
import type { DecisionName } from './store.ts'
import { decisionWrite, readDecision } from './store.ts'

type StoreEffects = Pick<Effects, 'store'>

export const findDecision = async (name: DecisionName, { store }: StoreEffects) => {
  const { decision, version } = await readDecision(store, name)
  return decision
    ? accept({ decision, version })
    : refuse('quota-decision.unknown', { figures: { year: name.year, number: name.number } })
}

/** Why what was proposed no longer holds: another target, other quotas in force, an agreement that ended. */
const changedSince = async (decision: QuotaDecision, { store }: StoreEffects) => {
  const { fund, year, number, areaTarget } = decision
  const approved = await findApprovedTarget(store, fund, year)
  if (approved.status === 'refused') return approved
  if (approved.value.number !== areaTarget)
    return refuse('quota-decision.target-changed', { figures: { number: approved.value.number } })
  const inForce = await readInForce(store, decision)
  const place = await placeFault(store, { ...decision, version: number }, inForce?.plan)
  if (place) return place
  const quotas = await readQuotas(store, fund, decision)
  const institutions = quotas.map(({ institution }) => institution)
  const unagreed = await agreementFault(store, decision, inForce, institutions)
  return unagreed ?? accept(inForce?.plan)
}

/** Approves a decision, which puts its quotas in force in the same transaction. */
export const approveQuotas = async (
  name: DecisionName,
  planId: string,
  signed: Signature,
  effects: StoreEffects,
): Promise<Decision<QuotaDecision>> => {
  const found = await findDecision(name, effects)
  if (found.status === 'refused') return found
  const { decision, version } = found.value
  const approved = approveDecision(signed, planId, decision)
  if (approved.status === 'refused' || approved.value === decision) return approved
  const before = await changedSince(decision, effects)
  if (before.status === 'refused') return before
  const plan = planOf(approved.value, signed.on)
  const alongside = [decisionWrite(approved.value, version)]
  const publication = { before: before.value, alongside }
  return (await putInForce(effects.store, name.fund, plan, publication))
    ? approved
    : refuse('negotiation.changed-meanwhile')
}

/** Withdraws a decision that nobody approved. */
export const withdrawQuotas = async (
  name: DecisionName,
  signed: Signature,
  effects: StoreEffects,
): Promise<Decision<QuotaDecision>> => {
  const found = await findDecision(name, effects)
  if (found.status === 'refused') return found
  const { decision, version } = found.value
  const withdrawn = withdrawDecision(signed, decision)
  if (withdrawn.status === 'refused' || withdrawn.value === decision) return withdrawn
  const written = await effects.store.write([decisionWrite(withdrawn.value, version)])
  return written.status === 'written' ? withdrawn : refuse('negotiation.changed-meanwhile')
}
