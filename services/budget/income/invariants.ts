import type { Invariant } from '#shared/kernel/invariant.ts'
import { differences, figure, figures, fundOf, tally, text } from '../ledger/rules/recorded.ts'

const id = 'budget.receipts-are-the-entries'

/** What was posted of payments received is what their entries brought to the income account, entry by entry. */
export const receiptsAreTheEntries: Invariant = {
  id,
  number: 6,
  rule: 'Payments posted = the income account in the entry that names them.',
  start: () => {
    const posted = tally()
    const entries = tally()
    return {
      see: (item) => {
        const entry = `${fundOf(item)} ${text(item, 'entryId')}`
        if (item.kind === 'receipt-posted')
          posted.add(entry, { received: figure(item, 'pooled') + figure(item, 'account') })
        if (item.kind === 'journal-entry' && item.reason === 'contribution-received')
          entries.add(entry, { received: figures(item, 'movements')['income-account'] ?? 0 })
      },
      finish: () => differences(id, 'payments and entry', entries, posted),
    }
  },
}
