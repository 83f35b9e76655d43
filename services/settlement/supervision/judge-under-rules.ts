import type { Decision } from '#shared/kernel/decision.ts'
import type { ClaimRequest, ReadForRequest } from '../claim/claim-request.ts'
import { judge } from '../claim/claim-request.ts'
import type { ClaimSettled } from '../insured-year/rules/claim-events.ts'
import { staysIn } from '../insured-year/rules/year-beside.ts'
import type { Hit } from './rules/evaluate.ts'
import { hintsFor, stopFor } from './rules/evaluate.ts'
import type { ClaimFacts } from './rules/facts.ts'
import { factsOf } from './rules/facts.ts'
import type { RuleBook } from './rules/rule-book.ts'

type UnderRules = ReadForRequest & { readonly rules: RuleBook }

/** Supervision decides from what was read for settling, and reads nothing of its own. */
const factsIn = (claim: ClaimSettled, { state, neighbours = [] }: ReadForRequest): ClaimFacts =>
  factsOf(claim, { ...state, stays: staysIn(state, neighbours) })

/** Decides on a request, then asks the rules that apply during settlement whether it is refused or held for review. */
export const judgeUnderRules = (request: ClaimRequest, read: UnderRules): Decision<ClaimSettled> => {
  const decision = judge(request, read)
  if (decision.status === 'refused') return decision
  const stopped = stopFor(factsIn(decision.value, read), read.rules, request.reviewed !== undefined)
  return stopped ? { status: 'refused', refusal: stopped } : decision
}

/** What the rules that apply before settlement say of a claim that would be settled. */
export const hintsOf = (claim: ClaimSettled, read: UnderRules): readonly Hit[] =>
  hintsFor(factsIn(claim, read), read.rules)
