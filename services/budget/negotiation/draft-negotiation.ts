import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import type { Effects } from '../effects.ts'
import { monthsBefore } from '../quota/rules/plan-version.ts'
import { refuse } from '../refusals.ts'
import { wholeOf } from '../total-control/rules/parts.ts'
import type { DraftRound, QuotaDraft } from './draft-quotas.ts'
import { draftQuotas } from './draft-quotas.ts'
import type { PlanInForce } from './place-in-year.ts'
import { agreementFault, monthFault, readInForce, seasonsOf } from './place-in-year.ts'
import { firstCounts, firstPosition, groupOf, groupsOf } from './rules/draft-round.ts'
import type { Position, Round } from './rules/round.ts'
import { readDrafted, readRound, recordDraft, saveDraft } from './store.ts'

type DraftEffects = Pick<Effects, 'store' | 'policy'>

/** Refuses what nobody could ever agree to, since it cannot be published. */
const pastFault = (positions: readonly Position[]) => {
  const short = positions.find(({ amounts, least }) => wholeOf(amounts) < least)
  if (!short) return undefined
  const { institution, amounts, least: past } = short
  return refuse('quota.below-past-months', { figures: { institution, amount: wholeOf(amounts), past } })
}

const positionsOf = (command: DraftRound, drafted: QuotaDraft, inForce: PlanInForce): Position[] => {
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
  command: DraftRound,
  drafted: QuotaDraft,
  positions: readonly Position[],
  number: number,
  { policy }: DraftEffects,
): Round => {
  const { fund, year, basis, from, reason, by, on } = command
  return {
    status: 'drafted',
    fund,
    year,
    number,
    draftId: fingerprint({ positions, from, reason, target: drafted.target, by }).slice(0, 16),
    basis: basis.kind,
    target: drafted.target,
    areaTarget: drafted.areaTarget,
    from,
    reason,
    seasonalWeights: seasonsOf(policy(), command),
    policyVersion: policy().version,
    groups: groupsOf(positions),
    counts: firstCounts(positions),
    drafted: { by, on },
  }
}

/** What a command drafts, from what is in force. */
const draftRound = async (
  command: DraftRound,
  effects: DraftEffects,
): Promise<Decision<{ readonly round: Round; readonly positions: readonly Position[] }>> => {
  const { store } = effects
  const inForce = await readInForce(store, command)
  const fault = await monthFault(store, command, inForce)
  if (fault) return fault
  const drafted = await draftQuotas(command, inForce, effects)
  if (drafted.status === 'refused') return drafted
  const institutions = drafted.value.quotas.map(({ institution }) => institution)
  const unagreed = await agreementFault(store, command, inForce, institutions)
  if (unagreed) return unagreed
  const positions = positionsOf(command, drafted.value, inForce)
  const short = pastFault(positions)
  if (short) return short
  const number = (inForce?.plan.version ?? 0) + 1
  return accept({ round: roundOf(command, drafted.value, positions, number, effects), positions })
}

/**
 * Drafts a round of negotiation, or drafts it anew while it is not proposed. The same draft again changes nothing.
 * Neither does a command that comes again when its round has gone on.
 */
export const draftNegotiation = async (
  command: DraftRound,
  effects: DraftEffects,
): Promise<Decision<Round>> => {
  const { store } = effects
  const { fund, year, commandId } = command
  const before = await readDrafted(store, command)
  if (before) return accept(before)
  const drafted = await draftRound(command, effects)
  if (drafted.status === 'refused') return drafted
  const { round, positions } = drafted.value
  const { number } = round
  const stored = await readRound(store, fund, year, number)
  if (stored?.value.draftId === round.draftId) {
    await recordDraft(store, round, commandId)
    return accept(stored.value)
  }
  if (stored && stored.value.status !== 'drafted')
    return refuse('negotiation.under-way', { figures: { round: number, status: stored.value.status } })
  const saved = await saveDraft(store, { value: round, version: stored?.version ?? 0 }, positions, commandId)
  return saved ? accept(round) : refuse('negotiation.changed-meanwhile')
}
