import type { Invariant } from '#shared/kernel/invariant.ts'
import { differences, figure, figures, fundOf, tally, text } from '../../ledger/rules/recorded.ts'
import { elsewhereIn } from '../rules/care-elsewhere.ts'

const id = 'budget.care-elsewhere-is-the-claims'

/** What a month says its fund owes for care elsewhere, against the claims posted in it. */
export const careElsewhereIsTheClaims: Invariant = {
  id,
  number: 3,
  rule: 'The amount a fund month owes for care in each other place = the claims posted for care there, less recoveries.',
  start: () => {
    const postings = tally()
    const periods = tally()
    return {
      see: (item) => {
        if (item.kind === 'claim-posted' && item.settledAt !== undefined)
          postings.add(`${fundOf(item)} ${text(item, 'bookedIn')}`, {
            [text(item, 'settledAt')]: figure(item, 'payable'),
          })
        if (item.kind === 'recovery-posted')
          postings.add(`${fundOf(item)} ${text(item, 'bookedIn')}`, figures(item, 'elsewhere'))
        if (item.kind === 'fund-period')
          periods.add(`${fundOf(item)} ${text(item, 'period')}`, elsewhereIn(item))
      },
      finish: () => differences(id, 'care elsewhere', postings, periods),
    }
  },
}
