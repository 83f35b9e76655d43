import type { Day, FundYear, Month } from '#shared/calendar/day.ts'
import { firstDayOf, firstDayOfYear } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { tableAt } from '#shared/policy/policy.ts'
import type { Effects } from '../effects.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { VerifiedVolume } from '../quota/rules/adjust-quotas.ts'
import { adjustQuotas, amountsOf } from '../quota/rules/adjust-quotas.ts'
import { monthsBefore } from '../quota/rules/plan-version.ts'
import type { ProposedQuota } from '../quota/rules/propose-quotas.ts'
import { proposeQuotas } from '../quota/rules/propose-quotas.ts'
import type { GrowthBounds } from '../quota/rules/split-rules.ts'
import { adjustmentRules, splitRules } from '../quota/rules/split-rules.ts'
import type { QuotaCandidate } from '../quota/rules/weigh-institution.ts'
import { refuse } from '../refusals.ts'
import { findApprovedTarget } from '../target/find-approved-target.ts'
import type { Parts } from '../total-control/rules/parts.ts'
import { addParts } from '../total-control/rules/parts.ts'
import { readBooks } from './histories.ts'
import type { PlanInForce } from './place-in-year.ts'
import { historyOf } from './rules/history-of.ts'

/** A candidate as it is handed in; without years it has those of the books. */
export type DraftCandidate = Omit<QuotaCandidate, 'years'> & {
  readonly years?: QuotaCandidate['years'] | undefined
}

/** What quotas are drafted from: a formula over what institutions did, or what is in force and a change of volume. */
export type DraftBasis =
  | {
      readonly kind: 'formula'
      readonly candidates: readonly DraftCandidate[]
      readonly growth?: GrowthBounds | undefined
    }
  | {
      readonly kind: 'volume-change'
      readonly volumes: readonly VerifiedVolume[]
      /** Whether the target of the plan in force is kept, or the one approved since takes its place. */
      readonly target: 'kept' | 'approved'
    }

export type DraftRound = {
  readonly fund: Fund
  readonly year: FundYear
  readonly basis: DraftBasis
  readonly from?: Month | undefined
  readonly reason?: string | undefined
  readonly by: string
  readonly on: Day
  readonly commandId: string
}

type DraftEffects = Pick<Effects, 'store' | 'policy'>

/** Quotas as they are to be proposed, what they sum to, and the number of the approved target that this is. */
export type QuotaDraft = {
  readonly target: Parts
  readonly areaTarget: number
  readonly quotas: readonly ProposedQuota[]
}

const draftByFormula = async (
  command: DraftRound,
  { candidates, growth }: Extract<DraftBasis, { kind: 'formula' }>,
  inForce: PlanInForce,
  effects: DraftEffects,
): Promise<Decision<QuotaDraft>> => {
  const approved = await findApprovedTarget(effects.store, command.fund, command.year)
  if (approved.status === 'refused') return approved
  const { amounts: target, number: areaTarget } = approved.value
  const books = await readBooks(effects.store, command.fund, command.year)
  const known: QuotaCandidate[] = []
  for (const candidate of candidates) {
    const years = historyOf(candidate, books)
    if (years.status === 'refused') return years
    known.push({ ...candidate, years: years.value })
  }
  const named = new Set(candidates.map(({ institution }) => institution))
  const left = inForce?.quotas.find(({ institution }) => !named.has(institution))
  if (left)
    return refuse('quota.institution-left-out', {
      field: 'candidates',
      figures: { institution: left.institution },
    })
  const moment = { on: firstDayOfYear(command.year), city: command.fund.city }
  const rules = tableAt(effects.policy(), 'total_control.split', moment, splitRules)
  const decision = proposeQuotas({ target, candidates: known, rules, growth })
  return decision.status === 'refused' ? decision : accept({ target, areaTarget, quotas: decision.value })
}

/** What adjusted quotas sum to: what those in force do, or the target approved since. */
const targetOfChange = async (
  { fund, year }: DraftRound,
  wanted: 'kept' | 'approved',
  { plan, quotas }: NonNullable<PlanInForce>,
  { store }: DraftEffects,
): Promise<Decision<Omit<QuotaDraft, 'quotas'>>> => {
  // A plan of an earlier release names no approved target that could be kept.
  if (wanted === 'kept' && plan.areaTarget !== undefined)
    return accept({ target: addParts(quotas.map(amountsOf)), areaTarget: plan.areaTarget })
  const approved = await findApprovedTarget(store, fund, year)
  if (approved.status === 'refused') return approved
  const { amounts, total, number } = approved.value
  return accept({ target: plan.amounts ? amounts : { all: total }, areaTarget: number })
}

const draftByVolume = async (
  command: DraftRound,
  { volumes, target: wanted }: Extract<DraftBasis, { kind: 'volume-change' }>,
  inForce: PlanInForce,
  effects: DraftEffects,
): Promise<Decision<QuotaDraft>> => {
  if (!inForce) return refuse('negotiation.no-plan', { figures: { year: command.year } })
  const ofChange = await targetOfChange(command, wanted, inForce, effects)
  if (ofChange.status === 'refused') return ofChange
  const { target } = ofChange.value
  const moment = {
    on: command.from === undefined ? firstDayOfYear(command.year) : firstDayOf(command.from),
    city: command.fund.city,
  }
  const rules = tableAt(effects.policy(), 'total_control.adjustment', moment, adjustmentRules)
  const { quotas } = inForce
  const decision = adjustQuotas({ quotas, kept: monthsBefore(command.from), target, volumes, rules })
  return decision.status === 'refused' ? decision : accept({ ...ofChange.value, quotas: decision.value })
}

/** Works out quotas from what they are drafted from, or says why it cannot be done. */
export const draftQuotas = (
  command: DraftRound,
  inForce: PlanInForce,
  effects: DraftEffects,
): Promise<Decision<QuotaDraft>> => {
  const { basis } = command
  return basis.kind === 'formula'
    ? draftByFormula(command, basis, inForce, effects)
    : draftByVolume(command, basis, inForce, effects)
}
