import type { Invariant, RecordedItem } from '#shared/kernel/invariant.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { differences, fundOf, tally, text } from '../ledger/rules/recorded.ts'
import { contests } from './contests.ts'
import type { Answer } from './rules/answer.ts'

const id = 'budget.statements-are-answered-by-another-hand'
const placeOf = (item: RecordedItem) => `${fundOf(item)} ${text(item, 'month')} ${text(item, 'institution')}`

/** Who answers a monthly statement for its institution neither settled the month nor decides on what is contested. */
export const statementsAreAnsweredByAnotherHand: Invariant = {
  id,
  number: 7,
  rule: 'Who answered a monthly statement neither settled its month nor decided on what was contested, and its answer arrived in time; an office confirmed none.',
  start: () => {
    const settled = new Map<string, string>()
    let checked = 0
    const answers: { readonly place: string; readonly answer: Answer }[] = []
    return {
      see: (item) => {
        if (item.kind === 'settlement-statement') checked += 1
        if (item.kind === 'settlement-statement' && item.settledBy !== undefined)
          settled.set(placeOf(item), text(item, 'settledBy'))
        if (item.kind === 'statement-answer')
          answers.push({ place: placeOf(item), answer: item.answer as Answer })
      },
      finish: () => ({
        checked,
        violations: answers.flatMap(({ place, answer }) => {
          const { by, on, paper, receivedOn, answerBy } = answer.answered
          const isLate = receivedOn !== undefined && receivedOn > (answerBy ?? receivedOn)
          if (isLate || on > (receivedOn ?? on))
            return [{ invariant: id, where: place, what: 'it did not arrive in time', figures: { by } }]
          const decider = answer.state === 'decided' ? answer.decided.by : undefined
          const isOne = [settled.get(place), decider].some(
            (hand) => hand !== undefined && isSamePerson(hand, by),
          )
          const isConfirmedOnPaper = answer.state === 'confirmed' && paper !== undefined
          if (!isOne && !isConfirmedOnPaper) return []
          const what = isOne ? 'one hand settled or decided, and answered' : 'an office confirmed'
          return [{ invariant: id, where: place, what, figures: { by } }]
        }),
      }),
    }
  },
}

const listedId = 'budget.contests-are-listed'

/** What institutions contest is found by who decides on it. Answers of earlier releases do not say when they arrived. */
export const contestsAreListed: Invariant = {
  id: listedId,
  number: 7,
  rule: 'Every month that an institution contested is listed as it stands: contested, or decided.',
  start: () => {
    const answers = tally()
    const listed = tally()
    const statements = new Set<string>()
    return {
      see: (item) => {
        if (item.kind === 'settlement-statement') statements.add(placeOf(item))
        if (item.kind === 'statement-answer') {
          const { state, answered } = item.answer as Answer
          if (state !== 'confirmed' && answered.receivedOn !== undefined)
            answers.add(placeOf(item), { contested: 1, decided: state === 'decided' ? 1 : 0 })
        }
        if (contests.is(item)) {
          const { state } = contests.from(item)
          listed.add(placeOf(item), { contested: 1, decided: state === 'decided' ? 1 : 0 })
        }
      },
      finish: () => {
        const found = differences(listedId, 'contests and their list', answers, listed)
        return { ...found, checked: statements.size }
      },
    }
  },
}
