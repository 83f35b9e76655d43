import type { Invariant } from '#shared/kernel/invariant.ts'
import { movementsIn } from '../ledger/rules/movements.ts'
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

const suspenseId = 'budget.suspense-is-the-entries'

/** What was posted of money in suspense is what its entries brought to the suspense account, entry by entry, and in all. */
export const suspenseIsTheEntries: Invariant = {
  id: suspenseId,
  number: 11,
  rule: 'Movements of money in suspense = the suspense account in the entry that names them, and in all entries.',
  start: () => {
    const posted = tally()
    const entries = tally()
    let looked = 0
    return {
      see: (item) => {
        const fund = fundOf(item)
        if (item.kind === 'suspense-posted') {
          const held = { held: figure(item, 'amount') }
          posted.add(`${fund} ${text(item, 'entryId')}`, held)
          posted.add(fund, held)
        }
        if (item.kind !== 'journal-entry') return
        looked += 1
        const held = { held: -(figures(item, 'movements')['suspense-receipts'] ?? 0) }
        if (held.held !== 0) entries.add(fund, held)
        if (item.reason === 'suspense-moved') entries.add(`${fund} ${text(item, 'entryId')}`, held)
      },
      finish: () => {
        const { violations } = differences(suspenseId, 'suspense account and movements', entries, posted)
        return { checked: looked, violations }
      },
    }
  },
}

const insuredId = 'budget.insured-are-the-receipts'

/** The insured of a fund's year are those for whom payments were posted. */
export const insuredAreTheReceipts: Invariant = {
  id: insuredId,
  number: 6,
  rule: "The person-months of a fund's year = those that its posted payments made complete.",
  start: () => {
    const posted = tally()
    const counted = tally()
    let looked = 0
    return {
      see: (item) => {
        if (item.kind === 'receipt-posted') {
          looked += 1
          if (item.personMonths !== undefined)
            posted.add(`${fundOf(item)} ${text(item, 'fundYear')}`, {
              personMonths: figure(item, 'personMonths'),
            })
        }
        if (item.kind === 'insured-months')
          counted.add(`${fundOf(item)} ${text(item, 'year')}`, { personMonths: figure(item, 'personMonths') })
      },
      finish: () => ({ ...differences(insuredId, 'payments and insured', posted, counted), checked: looked }),
    }
  },
}

const monthsId = 'budget.contributed-are-the-entries'

/** The reasons of the entries that contributions are booked by. */
const contributionReasons = [
  'contribution-received',
  'suspense-moved',
  'income-swept',
  'income-returned',
  'interest-credited',
]

/** What is counted of the facts of a month is what their entries moved, by the month they are booked in. */
export const contributedAreTheEntries: Invariant = {
  id: monthsId,
  number: 6,
  rule: 'What is counted of a month’s contributions = what their entries moved, account by account, by the month they are booked in.',
  start: () => {
    const counted = tally()
    const entries = tally()
    return {
      see: (item) => {
        if (item.kind === 'contributed')
          counted.add(
            `${fundOf(item)} ${text(item, 'factMonth')} in ${text(item, 'bookedIn')}`,
            movementsIn({ ...item }) as Readonly<Record<string, number>>,
          )
        if (item.kind === 'journal-entry' && contributionReasons.includes(text(item, 'reason')))
          entries.add(
            `${fundOf(item)} ${text(item, 'on').slice(0, 7)} in ${text(item, 'month')}`,
            figures(item, 'movements'),
          )
      },
      finish: () => differences(monthsId, 'counted and entries', entries, counted),
    }
  },
}
