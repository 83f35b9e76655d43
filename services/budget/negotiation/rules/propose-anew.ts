import type { Day } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { refuse } from '../../refusals.ts'
import type { Parts } from '../../total-control/rules/parts.ts'
import { addParts, partsOf, sameParts } from '../../total-control/rules/parts.ts'
import { openRound, unfit, withTurn } from './answer-proposal.ts'
import { spokenFault } from './conduct-round.ts'
import type { Position, Round } from './round.ts'
import { isTakenBy } from './round.ts'

export type NewProposals = {
  readonly on: Day
  /** Until when those who are offered something else can answer. */
  readonly answerBy: Day
  readonly reason: string
  readonly by: string
  readonly commandId?: string | undefined
  readonly proposals: readonly { readonly institution: string; readonly amounts: Parts }[]
}

const differenceOf = (offered: Parts, had: Parts): Record<string, number> =>
  Object.fromEntries(
    partsOf({ ...had, ...offered }).map((part) => [part, (offered[part] ?? 0) - (had[part] ?? 0)]),
  )

/**
 * Offers institutions something else, within a group or between groups. What one gains, others named with it lose, in
 * each kind of care. So the target stays what it is (total control, 三(四)). Who is offered what it asked for has agreed;
 * everybody else may answer until the new deadline. Positions already at what is offered stay as they are.
 */
export const proposeAnew = (
  { on, answerBy, reason, by, proposals, commandId }: NewProposals,
  round: Round,
  positions: readonly Position[],
  speakers: readonly string[],
): Decision<Position[]> => {
  if (positions.some((position) => isTakenBy(position, commandId))) return accept([])
  const open = openRound(round)
  if (open.status === 'refused') return open
  const spoken = spokenFault(speakers, by)
  if (spoken) return spoken
  if (answerBy < on) return refuse('negotiation.deadline-past', { field: 'answerBy', figures: { answerBy } })
  const offered = addParts(proposals.map(({ amounts }) => amounts))
  const had = addParts(positions.map(({ amounts }) => amounts))
  if (!sameParts(offered, had))
    return refuse('negotiation.sum-moved', {
      field: 'proposals',
      figures: differenceOf(offered, had),
    })
  const byInstitution = new Map(proposals.map((each) => [each.institution, each.amounts]))
  const changed: Position[] = []
  for (const position of positions) {
    const amounts = byInstitution.get(position.institution) ?? position.amounts
    if (sameParts(amounts, position.amounts)) continue
    const fault = unfit(amounts, open.value, position)
    if (fault) return fault
    const { counter, ...before } = position
    const wanted = counter !== undefined && sameParts(counter, amounts)
    const next = {
      ...before,
      amounts,
      status: wanted ? ('agreed' as const) : ('proposed' as const),
      answerBy,
    }
    const decision = withTurn(next, { on, turn: 'proposed', amounts, comment: reason, by, commandId })
    if (decision.status === 'refused') return decision
    changed.push(decision.value)
  }
  return accept(changed)
}
