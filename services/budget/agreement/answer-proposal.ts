import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { refuse } from '../refusals.ts'
import { readStandings, saveSteps } from './proposals.ts'
import type { Agreement, Hand } from './rules/agreement.ts'
import type { AgreementPlace, AgreementProposal } from './rules/proposal.ts'
import { endProposal, signProposal } from './rules/proposal.ts'
import type { CityYear } from './term-limits.ts'
import { termLimitsAt } from './term-limits.ts'

type Place = CityYear & AgreementPlace
type Answer = { readonly number: number; readonly by: Hand }

const unproposed = ({ year }: Place) => refuse('agreement.not-proposed', { figures: { year } })

/** Signs the last proposal for the institution, which makes the agreement, or its next version, at once. */
export const signOne = async (effects: Effects, of: Place, answer: Answer): Promise<Decision<Agreement>> => {
  const [before] = await readStandings(effects.store, of, [of.institution])
  if (!before?.proposal) return unproposed(of)
  const limits = termLimitsAt(effects, of)
  const decision = signProposal({ ...answer, limits }, before.proposal, before.agreement)
  if (decision.status === 'refused') return decision
  const { proposal, agreement } = decision.value
  if (proposal === before.proposal) return accept(agreement)
  return (await saveSteps(effects.store, [{ before, proposal, agreement }]))
    ? accept(agreement)
    : refuse('agreement.changed-meanwhile')
}

/** Ends the last proposal without a signature. */
export const endOne = async (
  { store }: Effects,
  of: Place,
  answer: Answer & { readonly end: 'declined' | 'withdrawn'; readonly reason: string },
): Promise<Decision<AgreementProposal>> => {
  const [before] = await readStandings(store, of, [of.institution])
  if (!before?.proposal) return unproposed(of)
  const decision = endProposal(answer, before.proposal)
  if (decision.status === 'refused' || decision.value === before.proposal) return decision
  return (await saveSteps(store, [{ before, proposal: decision.value }]))
    ? decision
    : refuse('agreement.changed-meanwhile')
}
