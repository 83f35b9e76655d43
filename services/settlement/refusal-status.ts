import type { HttpProblem } from '#shared/edge/http/problem.ts'
import { refused } from '#shared/edge/http/problem.ts'
import type { Decision, Refusal } from '#shared/kernel/decision.ts'

/** Refusals that HTTP has a word of its own for; all others are 422. */
const statuses: Readonly<Record<string, number>> = {
  'claim.unknown': 404,
  'claim.other-payload': 409,
  'claim.already-reversed': 409,
  'claim.not-restorable': 409,
  'reconciliation.unknown': 404,
  'reconciliation.settled': 409,
  'case.unknown': 404,
  'case.closed': 409,
  'case.other-payload': 409,
  'import.other-payload': 409,
  'import.committed': 409,
}

/** A refusal as the problem it is answered with. */
export const problemOf = (refusal: Refusal): HttpProblem => refused(refusal, statuses[refusal.code] ?? 422)

/**
 * The value of a decision.
 * @throws HttpProblem with the refusal, when it is one
 */
export const acceptedOf = <Value>(decision: Decision<Value>): Value => {
  if (decision.status === 'accepted') return decision.value
  throw problemOf(decision.refusal)
}
