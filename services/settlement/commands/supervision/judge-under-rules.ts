import type { Decision } from '#shared/kernel/decision.ts'
import type { ClaimSettled } from '../../domain/claim-events.ts'
import type { Hit } from '../../domain/supervision/evaluate.ts'
import { hintsFor, stopFor } from '../../domain/supervision/evaluate.ts'
import type { ClaimFacts } from '../../domain/supervision/facts.ts'
import { factsOf } from '../../domain/supervision/facts.ts'
import type { RuleBook } from '../../domain/supervision/rule-book.ts'
import { staysIn } from '../../domain/year-beside.ts'
import type { ClaimRequest, ReadForRequest } from '../claim-request.ts'
import { judge } from '../claim-request.ts'

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
