import type { Day, Month } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import { sameMembers } from '#shared/kernel/canonical.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { refuse } from '../../refusals.ts'
import type { Paper } from '../../total-control/rules/paper.ts'

/**
 * A claim of a monthly statement that the institution does not agree with, and why. `month` is the claim's own where it
 * came late and was booked in a later one.
 */
export type Objection = {
  readonly claimId: string
  readonly month?: Month | undefined
  readonly reason: string
}

/**
 * What became of a contested claim. One that is upheld is put right where claims are settled, by a correction or a
 * reversal. The difference is paid with the month it is booked in: a statement that was issued never changes.
 */
export type ObjectionRuling = {
  readonly claimId: string
  readonly outcome: 'upheld' | 'dismissed'
  readonly reason: string
}

/**
 * Who answered, and the document where an office took it down; on which day it arrived, and until when it could, which
 * answers of earlier releases do not say.
 */
type Answered = Signature & {
  readonly paper?: Paper | undefined
  readonly receivedOn?: Day | undefined
  readonly answerBy?: Day | undefined
}

/** What an institution answered to a monthly statement. */
export type Answer =
  | { readonly state: 'confirmed'; readonly answered: Answered }
  | { readonly state: 'contested'; readonly answered: Answered; readonly items: readonly Objection[] }
  | {
      readonly state: 'decided'
      readonly answered: Answered
      readonly items: readonly Objection[]
      readonly decided: Signature & { readonly items: readonly ObjectionRuling[] }
    }

/** How a statement stands on a day: silence until the last day to answer confirms it. */
export const stateOn = (
  today: Day,
  answerBy: Day,
  answer: Answer | undefined,
): Answer['state'] | 'awaiting-answer' | 'confirmed-by-silence' => {
  if (answer) return answer.state
  return today > answerBy ? 'confirmed-by-silence' : 'awaiting-answer'
}

type Answerable = {
  readonly answerBy: Day
  readonly answer: Answer | undefined
  /** Who settled the month; statements of earlier releases do not say. */
  readonly settledBy?: string | undefined
}

const contestedIn = (answer: Answer): readonly Objection[] =>
  answer.state === 'confirmed' ? [] : answer.items

/**
 * Takes an institution's answer, once, when it arrives until the last day to answer, and never from who settled the month; no contested
 * items confirm the statement, which no office says for an institution.
 */
export const answerStatement = (
  {
    items,
    by,
    on,
    paper,
    receivedOn,
  }: Omit<Answered, 'answerBy'> & { readonly items: readonly Objection[]; readonly receivedOn: Day },
  { answerBy, answer, settledBy }: Answerable,
): Decision<Answer> => {
  if (answer)
    return sameMembers(items, contestedIn(answer))
      ? accept(answer)
      : refuse('statement.answered', { figures: { state: answer.state, on: answer.answered.on } })
  if (receivedOn > answerBy) return refuse('statement.answer-late', { figures: { answerBy, receivedOn } })
  if (settledBy !== undefined && isSamePerson(settledBy, by)) return refuse('statement.same-person')
  if (paper && items.length === 0) return refuse('answer.only-objections', { field: 'items' })
  const answered = { by, on, receivedOn, answerBy, ...(paper ? { paper } : {}) }
  return accept(
    items.length === 0 ? { state: 'confirmed', answered } : { state: 'contested', answered, items },
  )
}

/** Decides on every contested claim of a statement at once, by somebody other than who contested. */
export const judgeContest = (
  { items, by, on }: Signature & { readonly items: readonly ObjectionRuling[] },
  answer: Answer | undefined,
): Decision<Answer> => {
  if (answer?.state === 'decided' && sameMembers(items, answer.decided.items)) return accept(answer)
  if (answer?.state !== 'contested') return refuse('statement.not-contested')
  if (isSamePerson(by, answer.answered.by)) return refuse('statement.same-person')
  const judged = new Set(items.map(({ claimId }) => claimId))
  const left = answer.items.filter(({ claimId }) => !judged.has(claimId))
  if (left.length > 0 || judged.size !== answer.items.length || judged.size !== items.length)
    return refuse('statement.other-items', { field: 'items' })
  return accept({ ...answer, state: 'decided', decided: { by, on, items } })
}
