import type { Day } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { refuse } from '../../refusals.ts'
import type { Paper } from '../../total-control/rules/paper.ts'
import type { Parts } from '../../total-control/rules/parts.ts'
import { partsOf, sameParts, wholeOf } from '../../total-control/rules/parts.ts'
import type { OpenRound, Position, Round, Turn } from './round.ts'
import { deadlineOf, isMadeBy, isTakenBy } from './round.ts'

/** Enough for any negotiation, few enough to stand in one item. */
const mostTurns = 24

/** A round that answers are taken in. */
export const openRound = (round: Round): Decision<OpenRound> =>
  round.status === 'proposed'
    ? accept(round)
    : refuse('negotiation.not-open', { figures: { round: round.number, status: round.status } })

/** Why amounts cannot be an institution's quota: another division of care, or less than its past months. */
export const unfit = (amounts: Parts, round: OpenRound, position: Position): Decision<never> | undefined => {
  if (partsOf(amounts).join() !== partsOf(round.target).join())
    return refuse('negotiation.other-care', {
      field: 'amounts',
      figures: { wanted: partsOf(round.target).join(' ') },
    })
  if (wholeOf(amounts) < position.least)
    return refuse('quota.below-past-months', {
      field: 'amounts',
      figures: { institution: position.institution, amount: wholeOf(amounts), past: position.least },
    })
  return undefined
}

/** A position after another turn. */
export const withTurn = (position: Position, turn: Turn): Decision<Position> =>
  position.turns.length >= mostTurns
    ? refuse('negotiation.too-many-turns', {
        figures: { institution: position.institution, turns: mostTurns },
      })
    : accept({ ...position, turns: [...position.turns, turn] })

/** An answer's day, who gives it, and the command that it comes by. */
export type AnswerTurn = {
  readonly on: Day
  readonly by: string
  readonly commandId?: string | undefined
}
export type CounterProposal = AnswerTurn & {
  readonly amounts: Parts
  readonly comment: string
  readonly paper?: Paper | undefined
}

/** Why a person may not answer for an institution: they made what it is to answer. */
const speakerFault = (round: Round, by: string): Decision<never> | undefined =>
  isMadeBy(round, by) ? refuse('negotiation.maker-is-speaker', { figures: { by } }) : undefined

/** An institution wants another quota than it is offered, with its reason, by the deadline and before it has agreed. The same again changes nothing. */
export const counterPropose = (
  { on, by, amounts, comment, paper, commandId }: CounterProposal,
  round: Round,
  position: Position,
): Decision<Position> => {
  if (isTakenBy(position, commandId)) return accept(position)
  const open = openRound(round)
  if (open.status === 'refused') return open
  const { counter, status } = position
  if (status === 'counter-proposed' && counter && sameParts(counter, amounts)) return accept(position)
  if (status === 'agreed')
    return refuse('negotiation.agreed-already', { figures: { institution: position.institution } })
  const deadline = deadlineOf(open.value, position)
  if (on > deadline) return refuse('negotiation.too-late', { figures: { answerBy: deadline, on } })
  const fault = speakerFault(round, by) ?? unfit(amounts, open.value, position)
  if (fault) return fault
  const turn = { on, turn: 'counter-proposed', amounts, comment, by, paper, commandId } as const
  return withTurn({ ...position, status: 'counter-proposed', counter: amounts }, turn)
}

/** An institution takes what it is offered; what it countered before is withdrawn. Accepting again changes nothing. */
export const acceptProposal = (
  { on, by, commandId }: AnswerTurn,
  round: Round,
  position: Position,
): Decision<Position> => {
  if (isTakenBy(position, commandId)) return accept(position)
  const open = openRound(round)
  if (open.status === 'refused') return open
  if (position.status === 'agreed') return accept(position)
  const fault = speakerFault(round, by)
  if (fault) return fault
  const { counter, ...offered } = position
  const turn = { on, turn: 'accepted', amounts: position.amounts, by, commandId } as const
  return withTurn({ ...offered, status: 'agreed' }, turn)
}
