import type { Invariant } from '#shared/kernel/invariant.ts'
import { differences, figure, figures, fundOf, tally, text } from '../ledger/rules/recorded.ts'

const id = 'budget.benefits-are-the-entries'

/** Orders of benefits and posted credits of accounts against what their entries moved, entry by entry. */
export const benefitsAreTheEntries: Invariant = {
  id,
  number: 1,
  rule: 'Orders of benefits and of relatives’ premiums = what their entries owe for them; interest and retirees’ credits posted to accounts = what their entries give them.',
  start: () => {
    const made = tally()
    const booked = tally()
    let looked = 0
    return {
      see: (item) => {
        const cause = item.cause as { readonly purpose?: string } | undefined
        const isBenefit = cause?.purpose === 'benefit' || cause?.purpose === 'family-premium'
        if (item.kind === 'payment-order' && isBenefit) {
          const fund = item.fund as { readonly city: string; readonly scheme: string }
          made.add(`${fund.city} ${fund.scheme}`, { ordered: figure(item, 'amount') })
        }
        if (item.kind === 'account-interest-posted')
          made.add(`${fundOf(item)} ${text(item, 'entryId')}`, { interest: figure(item, 'amount') })
        if (item.kind === 'retiree-credit-posted')
          made.add(`${fundOf(item)} ${text(item, 'entryId')}`, { credited: figure(item, 'amount') })
        if (item.kind !== 'journal-entry') return
        looked += 1
        const moved = figures(item, 'movements')
        if (item.reason === 'benefit-granted')
          booked.add(fundOf(item), {
            ordered: (moved['maternity-allowance'] ?? 0) + (moved['account-paid-out'] ?? 0),
          })
        if (item.reason === 'family-premium' && (moved['account-premiums-paid'] ?? 0) > 0)
          booked.add(fundOf(item), { ordered: moved['account-premiums-paid'] ?? 0 })
        if (item.reason === 'account-interest')
          booked.add(`${fundOf(item)} ${text(item, 'entryId')}`, {
            interest: -(moved['account-interest'] ?? 0),
          })
        if (item.reason === 'retiree-accounts')
          booked.add(`${fundOf(item)} ${text(item, 'entryId')}`, {
            credited: -(moved['account-allocation'] ?? 0),
          })
      },
      finish: () => ({ ...differences(id, 'orders or accounts and entries', booked, made), checked: looked }),
    }
  },
}
