import type { Month } from '#shared/calendar/day.ts'
import type { Store, Stored, Write, WriteResult } from '#shared/edge/store/store.ts'
import { TongchouError } from '#shared/kernel/errors.ts'
import { periodKey } from '../keys.ts'
import { createEntry } from './journal.ts'
import type { Books } from './rules/fund.ts'
import type { JournalEntry } from './rules/journal-entry.ts'
import { addMovements } from './rules/movements.ts'
import { nextPeriod } from './rules/period.ts'

/** An entry before it is known in which month it can be booked. */
export type NewEntry = Omit<JournalEntry, 'fund' | 'month' | 'belongsTo'>

/** What is booked into one month: the entry, counters beside its movements, and the writes it stands or falls with. */
export type Booking = {
  readonly entry: NewEntry
  /** Entries for causes of their own that stand or fall with it. */
  readonly further?: readonly NewEntry[]
  readonly counts?: Readonly<Record<string, number>>
  readonly alongside?: readonly Write[]
}

/** `rejected` names the writes alongside whose conditions failed, and what stood there. */
export type BookingOutcome =
  | { readonly status: 'booked'; readonly month: Month }
  | { readonly status: 'repeated' }
  | {
      readonly status: 'rejected'
      readonly failed: readonly { readonly index: number; readonly existing?: Stored }[]
    }

/** How many closed months in a row are skipped before something must be wrong. */
const mostClosedMonths = 60

/** The addition of an entry to the counters of its period, which only an open period takes. */
export const periodAddition = (
  fund: Books,
  period: string,
  amounts: Readonly<Record<string, number | undefined>>,
  closing: Readonly<Record<string, string>> = {},
): Write => ({
  kind: 'add',
  key: periodKey(fund, period),
  amounts: Object.fromEntries(
    Object.entries(amounts).flatMap(([name, amount]) => (amount ? [[name, amount]] : [])),
  ),
  set: { kind: 'fund-period', ...fund, period, ...closing },
  where: { absent: ['closedOn', booksFromField] },
})

/** On a month before a fund's books: the month that these begin with. Nothing is booked before. */
const booksFromField = 'booksFrom'

/**
 * How many months before its books a fund marks when they are opened, as one transaction holds them. Vouchers of still
 * earlier ones are refused; any other entry there is found by the night.
 */
export const monthsBeforeBooks = 60

/** The mark of a month before a fund's books, whether or not something was booked there by an earlier release. */
export const beforeBooks = (fund: Books, period: Month, booksFrom: Month): Write => ({
  kind: 'add',
  key: periodKey(fund, period),
  amounts: {},
  set: { kind: 'fund-period', ...fund, period, [booksFromField]: booksFrom },
})

/** The month in which a fact may be booked instead, where its own is closed, or lies before the books. */
const laterMonth = (
  month: Month,
  failed: Extract<WriteResult, { status: 'rejected' }>['failed'],
): Month | undefined => {
  const period = failed.find(({ index }) => index === 1)?.existing
  if (period?.[booksFromField] !== undefined) return String(period[booksFromField])
  return period?.closedOn === undefined ? undefined : nextPeriod(month)
}

/**
 * Books an entry in one transaction with its period's counters and the writes alongside. A fact that arrives after its
 * month was closed, or of a month before the books, goes into the next open month and names the one it belongs to. The
 * months tried are always the same, and a closed month stays closed. So the same entry coming again is found where it was
 * booked.
 */
export const book = async (
  store: Store,
  fund: Books,
  wanted: Month,
  compose: (month: Month) => Booking,
): Promise<BookingOutcome> => {
  let month = wanted
  for (let attempt = 0; attempt < mostClosedMonths; attempt += 1) {
    const { entry, further = [], counts = {}, alongside = [] } = compose(month)
    const place = month === wanted ? { fund, month } : { fund, month, belongsTo: wanted }
    const creation = (each: NewEntry): Write => createEntry({ ...each, ...place })
    const movements = addMovements(entry.movements, ...further.map((each) => each.movements))
    const written = await store.write([
      creation(entry),
      periodAddition(fund, month, { ...movements, ...counts, entries: 1 + further.length }),
      ...further.map(creation),
      ...alongside,
    ])
    if (written.status === 'written') return { status: 'booked', month }
    if (written.failed.some(({ index }) => index === 0)) return { status: 'repeated' }
    const later = laterMonth(month, written.failed)
    if (later === undefined)
      return {
        status: 'rejected',
        failed: written.failed.map((failure) => ({ ...failure, index: failure.index - 2 - further.length })),
      }
    month = later
  }
  throw new TongchouError('ledger.no-open-month', `no open month from ${wanted} on`, { ...fund, wanted })
}
