import type { HttpProblem } from '#shared/edge/http/problem.ts'
import { refused } from '#shared/edge/http/problem.ts'
import type { Decision, Refusal } from '#shared/kernel/decision.ts'
import type { RefusalCode } from './refusals.ts'
import { table } from './refusals.ts'

/** A refusal as the problem it is answered with. */
export const problemOf = (refusal: Refusal): HttpProblem =>
  refused(refusal, Object.hasOwn(table, refusal.code) ? table[refusal.code as RefusalCode].status : 422)

/**
 * The value of a decision.
 * @throws HttpProblem with the refusal, when it is one
 */
export const acceptedOf = <Value>(decision: Decision<Value>): Value => {
  if (decision.status === 'accepted') return decision.value
  throw problemOf(decision.refusal)
}
