import type { Day, Month } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import { isAccount } from './chart.ts'
import type { Books } from './fund.ts'
import type { Movements } from './movements.ts'
import { mustBalance } from './movements.ts'

/** What an entry was made for. */
export const entryReasons = [
  'opening',
  'contribution-received',
  'suspense-moved',
  'income-swept',
  'income-returned',
  'interest-credited',
  'claims-settled',
  'monthly-settlement',
  'order-funded',
  'payment-confirmed',
  'levy-assessed',
  'allocation-approved',
  'allocation-received',
  'allocation-lapsed',
  'final-entries',
  'result-carried',
  'claims-recovered',
  'visitors-treated',
  'cities-netted',
  'cities-paid',
  'voucher',
  'correction',
  'payment-method-difference',
  'working-capital-advanced',
  'year-end-clearing',
  'late-costs-borne',
  'benefit-granted',
  'account-interest',
  'retiree-accounts',
  'account-moved',
  'family-premium',
] as const
export type EntryReason = (typeof entryReasons)[number]

/** What an entry is found by within its fund. */
export type EntryName = { readonly period: string; readonly entryId: string }

/**
 * An entry of the journal, never changed. `month` is the period it is booked in; `belongsTo` names the month of the
 * facts when that one was closed before they arrived. Entries of one fund and month stand together under ids that their
 * cause gives. A chain of hashes over a city's entries is kept beside them without touching them.
 */
export type JournalEntry = {
  readonly entryId: string
  readonly fund: Books
  readonly month: Month
  readonly belongsTo?: Month
  readonly reason: EntryReason
  /** The business day of the fact. */
  readonly on: Day
  /** The id of the event or command that caused it. */
  readonly source: string
  /** The entry that this one corrects; that one stays as it was booked. */
  readonly corrects?: EntryName
  readonly movements: Movements
}

/**
 * Checks an entry before it is written and after it was read.
 * @throws TongchouError `ledger.unbalanced`, `ledger.unknown-account`
 */
export const checkedEntry = (entry: JournalEntry): JournalEntry => {
  for (const name of Object.keys(entry.movements))
    must(isAccount(name), 'ledger.unknown-account', `${name} is not in the chart of accounts`, { name })
  mustBalance(entry.movements, `entry ${entry.entryId}`)
  return entry
}
