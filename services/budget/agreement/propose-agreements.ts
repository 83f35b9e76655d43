import type { Day } from '#shared/calendar/day.ts'
import { addDays, firstDayOfYear, lastDayOfYear } from '#shared/calendar/day.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { numberAt } from '#shared/policy/policy.ts'
import type { Effects } from '../effects.ts'
import { refuse } from '../refusals.ts'
import type { ProposalStep, RecordedStanding } from './proposals.ts'
import { readStandings, saveSteps } from './proposals.ts'
import type { Hand, Terms } from './rules/agreement.ts'
import type { AgreementPlace, AgreementProposal, Wanted } from './rules/proposal.ts'
import { proposeAgreement } from './rules/proposal.ts'
import type { CityYear } from './term-limits.ts'
import { modelTermsAt, termLimitsAt } from './term-limits.ts'

type Drafts = CityYear & {
  readonly agreements: readonly {
    readonly institution: string
    readonly from?: Day | undefined
    readonly to?: Day | undefined
    /** The province's model agreement when absent. */
    readonly terms?: Terms | undefined
  }[]
}

/** What became of one of several proposals. */
export type ProposedRow = {
  readonly institution: string
  readonly status: 'proposed' | 'repeated' | 'refused'
  readonly number?: number
  readonly code?: string
  readonly reason?: string
}

/** Whose hand proposes, and by which command. */
type Proposer = { readonly proposed: Hand; readonly commandId: string }

/** Decides on a proposal; the very command that proposed before finds what stands. */
const judged = (
  { commandId, ...draft }: Parameters<typeof proposeAgreement>[0] & { readonly commandId: string },
  before: RecordedStanding,
): ReturnType<typeof proposeAgreement> =>
  before.proposal && before.commands.includes(commandId)
    ? accept(before.proposal)
    : proposeAgreement(draft, before)

type Decided = {
  readonly institution: string
  readonly before: RecordedStanding
  readonly decision: Decision<AgreementProposal | 'holds'>
  readonly commandId: string
}

/** The proposal that is new by a decision, to be saved. */
const stepOf = ({ before, decision, commandId }: Omit<Decided, 'institution'>): ProposalStep[] =>
  decision.status === 'accepted' && decision.value !== 'holds' && decision.value !== before.proposal
    ? [{ before, proposal: decision.value, commandId }]
    : []

const rowOf = (decided: Decided): ProposedRow => {
  const { institution, decision } = decided
  if (decision.status === 'refused') {
    const { code, reason } = decision.refusal
    return { institution, status: 'refused', code, reason }
  }
  const status = stepOf(decided).length > 0 ? 'proposed' : 'repeated'
  return { institution, status, ...(decision.value === 'holds' ? {} : { number: decision.value.number }) }
}

/**
 * Proposes agreements to institutions of a city, each for itself. Those that are accepted are saved in one transaction.
 * The same again after a crash finds what was proposed, or signed since.
 */
export const proposeAll = (effects: Effects, proposer: Proposer, drafts: Drafts): Promise<ProposedRow[]> => {
  const limits = termLimitsAt(effects, drafts)
  const model = modelTermsAt(effects, drafts)
  const { city, year } = drafts
  return retryConflicts(async () => {
    const institutions = drafts.agreements.map(({ institution }) => institution)
    const standings = await readStandings(effects.store, drafts, institutions)
    const decided = standings.flatMap((before, index): Decided[] => {
      const draft = drafts.agreements[index]
      if (!draft) return []
      const { institution, terms = model, from = firstDayOfYear(year), to = lastDayOfYear(year) } = draft
      const wanted = { change: 'sign', from, to, terms } as const
      const of = { institution, city, year }
      const decision = judged({ of, wanted, limits, ...proposer }, before)
      return [{ institution, before, decision, commandId: proposer.commandId }]
    })
    return (await saveSteps(effects.store, decided.flatMap(stepOf))) ? decided.map(rowOf) : undefined
  })
}

/** An institution asks to withdraw in time for its patients to find another (第四十四条). */
export const withoutNotice = (
  { policy }: Pick<Effects, 'policy'>,
  { city, on, from }: { readonly city: CityCode; readonly on: Day; readonly from: Day },
) => {
  const days = numberAt(policy(), 'total_control.withdrawal_notice', { on, city })
  const earliest = addDays(on, days)
  return from < earliest
    ? refuse('agreement.withdrawal-too-soon', {
        ...{ field: 'from', figures: { days, earliest } },
        article: '医疗机构医疗保障定点管理暂行办法 第四十四条',
      })
    : undefined
}

/** Proposes a change of one agreement; refused when someone else proposed at the same time. */
export const proposeChange = async (
  effects: Effects,
  { city, year, institution }: CityYear & AgreementPlace,
  wanted: Wanted,
  proposer: Proposer,
): Promise<Decision<AgreementProposal>> => {
  const { store } = effects
  const of = { city, year, institution }
  const [before] = await readStandings(store, of, [institution])
  if (!before?.agreement) return refuse('agreement.unknown')
  const decision = judged({ of, wanted, limits: termLimitsAt(effects, of), ...proposer }, before)
  if (decision.status === 'refused') return decision
  if (decision.value === 'holds') return refuse('agreement.says-so-already')
  const saved = await saveSteps(store, stepOf({ before, decision, commandId: proposer.commandId }))
  return saved ? accept(decision.value) : refuse('agreement.changed-meanwhile')
}
