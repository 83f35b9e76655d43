import type { Day, FundYear, Month } from '#shared/calendar/day.ts'
import { firstDayOf, firstDayOfYear } from '#shared/calendar/day.ts'
import { problem } from '#shared/edge/http/problem.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import { tableAt } from '#shared/policy/policy.ts'
import type { Effects } from '../effects.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { VerifiedVolume } from '../quota/rules/adjust-quotas.ts'
import { adjustQuotas, amountsOf } from '../quota/rules/adjust-quotas.ts'
import type { QuotaPlan } from '../quota/rules/plan-version.ts'
import { monthsBefore } from '../quota/rules/plan-version.ts'
import type { ProposedQuota } from '../quota/rules/propose-quotas.ts'
import { proposeQuotas } from '../quota/rules/propose-quotas.ts'
import type { GrowthBounds } from '../quota/rules/split-rules.ts'
import { adjustmentRules, splitRules } from '../quota/rules/split-rules.ts'
import type { Quota } from '../quota/rules/split-target.ts'
import type { CareYear, QuotaCandidate } from '../quota/rules/weigh-institution.ts'
import { readTarget } from '../target/store.ts'
import type { Parts } from '../total-control/rules/parts.ts'
import { addParts } from '../total-control/rules/parts.ts'
import { readHistories } from './histories.ts'

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
}

/** The plan in force with its quotas; nothing for the first plan of a year. */
export type InForce = { readonly plan: QuotaPlan; readonly quotas: readonly Quota[] } | undefined

/** @throws HttpProblem 422 `target.not-approved` */
const approvedTarget = async ({ store }: Effects, { fund, year }: DraftRound) => {
  const { target } = await readTarget(store, fund, year)
  if (target?.status === 'approved') return target
  throw problem(422, 'target.not-approved', `no target of ${year} is approved`)
}

/** Quotas as they are to be proposed, and what they sum to. */
export type Drafted = { readonly target: Parts; readonly quotas: readonly ProposedQuota[] }

const draftByFormula = async (
  effects: Effects,
  command: DraftRound,
  { candidates, growth }: Extract<DraftBasis, { kind: 'formula' }>,
  inForce: InForce,
): Promise<Decision<Drafted>> => {
  const { amounts: target } = await approvedTarget(effects, command)
  const histories = candidates.some(({ years }) => years === undefined)
    ? await readHistories(effects.store, command.fund, command.year)
    : new Map<string, CareYear[]>()
  const known = candidates.map((candidate): QuotaCandidate => {
    const years = candidate.years ?? histories.get(candidate.institution) ?? []
    return { ...candidate, years }
  })
  const named = new Set(candidates.map(({ institution }) => institution))
  const left = inForce?.quotas.find(({ institution }) => !named.has(institution))
  if (left)
    return refuse('quota.institution-left-out', `${left.institution} has a quota in force`, {
      field: 'candidates',
    })
  const moment = { on: firstDayOfYear(command.year), city: command.fund.city }
  const rules = tableAt(effects.policy(), 'total_control.split', moment, splitRules)
  const decision = proposeQuotas({ target, candidates: known, rules, growth })
  return decision.status === 'refused' ? decision : accept({ target, quotas: decision.value })
}

const draftByVolume = async (
  effects: Effects,
  command: DraftRound,
  { volumes, target: wanted }: Extract<DraftBasis, { kind: 'volume-change' }>,
  inForce: InForce,
): Promise<Decision<Drafted>> => {
  if (!inForce) return refuse('negotiation.no-plan', 'no quotas are in force to be adjusted')
  const { plan, quotas } = inForce
  const kept = addParts(quotas.map(amountsOf))
  const approved = wanted === 'approved' ? await approvedTarget(effects, command) : undefined
  const target: Parts = approved ? (plan.amounts ? approved.amounts : { all: approved.total }) : kept
  const moment = {
    on: command.from === undefined ? firstDayOfYear(command.year) : firstDayOf(command.from),
    city: command.fund.city,
  }
  const rules = tableAt(effects.policy(), 'total_control.adjustment', moment, adjustmentRules)
  const decision = adjustQuotas({ quotas, kept: monthsBefore(command.from), target, volumes, rules })
  return decision.status === 'refused' ? decision : accept({ target, quotas: decision.value })
}

/** Works out quotas from what they are drafted from, or says why it cannot be done. */
export const draftQuotas = (
  effects: Effects,
  command: DraftRound,
  inForce: InForce,
): Promise<Decision<Drafted>> => {
  const { basis } = command
  return basis.kind === 'formula'
    ? draftByFormula(effects, command, basis, inForce)
    : draftByVolume(effects, command, basis, inForce)
}
