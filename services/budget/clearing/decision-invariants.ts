import { addDays } from '#shared/calendar/day.ts'
import { eachOf } from '../ledger/rules/recorded.ts'
import { mostPaidOf } from './rules/bounded.ts'
import { paidOfClaims } from './rules/decision-bounds.ts'
import type { ClearingStatement } from './rules/statement.ts'
import { clearings } from './store.ts'

/** What is wrong with the amount of a statement's decision; one from before there was a bound does not say its share. */
const decisionFault = ({ basis, cleared, ...statement }: ClearingStatement) => {
  const decided = 'decided' in statement ? statement.decided : undefined
  const { adjustment, accepted } = cleared
  if (adjustment !== (decided?.adjustment ?? 0))
    return { what: 'it adds another amount than was decided', figures: { adjustment } }
  if (decided?.mostOfClaimed === undefined || adjustment === 0) return undefined
  const { paid, claimed } = paidOfClaims(basis, cleared)
  const most = mostPaidOf(claimed, decided.mostOfClaimed)
  if (adjustment > 0 && paid > most)
    return { what: 'a decision pays more than was claimed bears', figures: { paid, claimed, most } }
  return adjustment < 0 && accepted < Math.min(0, accepted - adjustment)
    ? { what: 'a decision takes more than the fund pays', figures: { accepted, adjustment } }
    : undefined
}

/** What a decision on a dispute adds is what was decided, within what the institution claimed in the year. */
export const decisionsStayWithinClaims = eachOf(
  'clearing-statement',
  {
    id: 'budget.decisions-stay-within-claims',
    number: 7,
    rule: 'A clearing adds what a decision on its dispute says: the fund then pays at most the recorded share of what was claimed, kept surplus aside, and never less than nothing.',
  },
  (item) => decisionFault(clearings.from(item)),
)

/** Whether nobody of the institution answered a statement that was locked. */
const isBySilence = (statement: ClearingStatement): boolean =>
  statement.state === 'locked' && statement.confirmed === undefined && statement.decided === undefined

/** What is wrong with the days that a statement left its institution; one from before they were kept says nothing. */
const daysFault = (statement: ClearingStatement) => {
  const { told, answerDays, answerBy, proposed } = statement
  if (told === undefined || answerDays === undefined) return undefined
  if (told < proposed.on) return { what: 'the institution was told before it was proposed', figures: {} }
  if (answerBy < addDays(told, answerDays))
    return { what: 'its institution has fewer days than policy data gives', figures: { answerDays } }
  return isBySilence(statement) && 'locked' in statement && statement.locked.on <= answerBy
    ? { what: 'silence confirmed it before its days were over', figures: { answerDays } }
    : undefined
}

/** However a clearing is dated, an institution may dispute it from the day on which it can. */
export const silenceWaitsItsDays = eachOf(
  'clearing-statement',
  {
    id: 'budget.silence-waits-its-days',
    number: 10,
    rule: 'An institution may dispute its clearing for the days that policy data gives it, from the day on which it was told; silence confirms nothing before.',
  },
  (item) => daysFault(clearings.from(item)),
)
