import type { Day } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { refuse } from '../../refusals.ts'
import { addParts } from '../../total-control/rules/parts.ts'
import type { OpenRound, Position, Round } from './round.ts'
import { isMadeBy } from './round.ts'

/** Shows a drafted round to all its institutions, who may answer until a day. The same again changes nothing. */
export const proposeRound = (
  { answerBy, ...signed }: Signature & { readonly answerBy: Day },
  round: Round,
): Decision<Round> => {
  if (round.status !== 'drafted') {
    return round.firstAnswerBy === answerBy
      ? accept(round)
      : refuse('negotiation.proposed-already', { figures: { status: round.status } })
  }
  if (answerBy < signed.on)
    return refuse('negotiation.deadline-past', { field: 'answerBy', figures: { answerBy } })
  return accept({ ...round, status: 'proposed', proposed: signed, firstAnswerBy: answerBy, answerBy })
}

/** A round after positions in it changed: how many stand where, what each group has, and the latest deadline. */
export const afterChange = (
  round: OpenRound,
  changes: readonly { readonly before: Position; readonly after: Position }[],
  offeredBy?: string | undefined,
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
  const before = round.offeredBy ?? []
  const isNew = offeredBy !== undefined && !before.some((each) => isSamePerson(each, offeredBy))
  return { ...round, counts, groups, answerBy, ...(isNew ? { offeredBy: [...before, offeredBy] } : {}) }
}

/** Why a person may not make, end or publish a round: they answered for an institution in it. */
export const spokenFault = (speakers: readonly string[], by: string): Decision<never> | undefined =>
  speakers.some((speaker) => isSamePerson(speaker, by))
    ? refuse('negotiation.maker-is-speaker', { figures: { by } })
    : undefined

const takenPart = (by: string) => refuse('negotiation.maker-is-checker', { figures: { by } })

/**
 * Ends a round when nobody contests, by another hand than made its quotas or answered for an institution: all have agreed, or kept silent to the last deadline, which counts as agreeing. A
 * counter-proposal that is not answered holds it open. Ending it again changes nothing.
 */
export const agreeRound = (signed: Signature, round: Round, speakers: readonly string[]): Decision<Round> => {
  if (round.status === 'agreed' || round.status === 'published') return accept(round)
  if (round.status === 'drafted')
    return refuse('negotiation.not-open', { figures: { round: round.number, status: round.status } })
  if (isMadeBy(round, signed.by)) return takenPart(signed.by)
  const spoken = spokenFault(speakers, signed.by)
  if (spoken) return spoken
  const { counts, answerBy } = round
  if (counts['counter-proposed'] > 0) return refuse('negotiation.contested', { figures: counts })
  if (counts.proposed > 0 && signed.on <= answerBy)
    return refuse('negotiation.still-open', { figures: { ...counts, answerBy } })
  return accept({ ...round, status: 'agreed', agreed: signed })
}

/** Publishes an agreed round as a plan, by a third hand: not who made its quotas, ended it, or answered. Again changes nothing. */
export const publishRound = (
  signed: Signature,
  planId: string,
  round: Round,
  speakers: readonly string[],
): Decision<Round> => {
  if (round.status === 'published') return accept(round)
  if (round.status !== 'agreed') return refuse('negotiation.not-agreed')
  if (isMadeBy(round, signed.by) || isSamePerson(signed.by, round.agreed.by)) return takenPart(signed.by)
  return (
    spokenFault(speakers, signed.by) ?? accept({ ...round, status: 'published', published: signed, planId })
  )
}
