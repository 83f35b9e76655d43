import type { Day } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import type { Signature } from '../../ledger/rules/signature.ts'
import { addParts } from '../../total-control/rules/parts.ts'
import type { OpenRound, Position, Round } from './round.ts'

/** Shows a drafted round to all its institutions, who may answer until a day. The same again changes nothing. */
export const proposeRound = (
  { answerBy, ...signed }: Signature & { readonly answerBy: Day },
  round: Round,
): Decision<Round> => {
  if (round.status !== 'drafted') {
    const repeated = round.status === 'proposed' && round.firstAnswerBy === answerBy
    return repeated ? accept(round) : refuse('negotiation.proposed-already', `the round is ${round.status}`)
  }
  if (answerBy < signed.on)
    return refuse('negotiation.deadline-past', `${answerBy} is over`, { field: 'answerBy' })
  return accept({ ...round, status: 'proposed', proposed: signed, firstAnswerBy: answerBy, answerBy })
}

/** A round after positions in it changed: how many stand where, what each group has, and the latest deadline. */
export const afterChange = (
  round: OpenRound,
  changes: readonly { readonly before: Position; readonly after: Position }[],
): OpenRound => {
  const counts = { ...round.counts }
  let { groups, answerBy } = round
  for (const { before, after } of changes) {
    counts[before.status] -= 1
    counts[after.status] += 1
    const lost = Object.fromEntries(Object.entries(before.amounts).map(([part, amount]) => [part, -amount]))
    groups = groups.map((each) =>
      each.group === after.group ? { ...each, amounts: addParts([each.amounts, after.amounts, lost]) } : each,
    )
    if (after.status === 'proposed' && after.answerBy !== undefined && after.answerBy > answerBy)
      answerBy = after.answerBy
  }
  return { ...round, counts, groups, answerBy }
}

/**
 * Ends a round when nobody contests: all have agreed, or kept silent to the last deadline, which counts as agreeing. A
 * counter-proposal that is not answered holds it open. Ending it again changes nothing.
 */
export const agreeRound = (signed: Signature, round: Round): Decision<Round> => {
  if (round.status === 'agreed' || round.status === 'published') return accept(round)
  if (round.status === 'drafted')
    return refuse('negotiation.not-open', 'a round is proposed before it is agreed')
  const { counts, answerBy } = round
  if (counts['counter-proposed'] > 0)
    return refuse('negotiation.contested', 'a counter-proposal waits for an answer', { figures: counts })
  if (counts.proposed > 0 && signed.on <= answerBy)
    return refuse('negotiation.still-open', `institutions may answer until ${answerBy}`, {
      figures: { ...counts, answerBy },
    })
  return accept({ ...round, status: 'agreed', agreed: signed })
}

/** Publishes an agreed round as a plan, by another hand than drafted it; publishing again changes nothing. */
export const publishRound = (signed: Signature, planId: string, round: Round): Decision<Round> => {
  if (round.status === 'published') return accept(round)
  if (round.status !== 'agreed')
    return refuse('negotiation.not-agreed', 'a round is agreed before it is published')
  if (signed.by === round.drafted.by)
    return refuse('negotiation.maker-is-checker', 'who drafted quotas may not publish them')
  return accept({ ...round, status: 'published', published: signed, planId })
}
