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
