import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import type { AccountBooks } from '../../insured-year/rules/account-books.ts'
import { booksOf, withBooks } from '../../insured-year/rules/account-books.ts'
import { evolve } from '../../insured-year/rules/evolve.ts'
import type { RecordedYear } from '../../insured-year/rules/recorded-year.ts'

/**
 * The personal account is one over the years, and each year holds a part of it. That is what was brought over from the
 * year before, once, and what was credited. Off go what claims took and what went over to the year after. A year
 * that took over the year before it is open; one whose balance went over is closed and holds nothing any more.
 */
export const isOpen = ({ carriedIn }: Pick<RecordedYear, 'carriedIn'>): boolean => carriedIn !== undefined
/** Whether what comes to the account of a year belongs to a later one already. */
export const isClosed = ({ carriedOut }: Pick<RecordedYear, 'carriedOut'>): boolean =>
  carriedOut !== undefined

const empty = (year: RecordedYear): RecordedYear => ({
  ...year,
  state: withBooks({ ...year.state, account: 0 }, {}),
  carriedOut: fen((year.carriedOut ?? 0) + year.state.account),
})

/** A year that takes over a balance, or a debt that a refund left, in whose books it lies. */
const received = (year: RecordedYear, amount: Fen, books: AccountBooks): RecordedYear => ({
  ...year,
  state: evolve(year.state, { kind: 'account-credited', amount, in: books }),
  carriedIn: fen((year.carriedIn ?? 0) + amount),
  ...(amount < 0 ? { withdrawn: fen((year.withdrawn ?? 0) - amount) } : {}),
})

/** Two years after the balance of the earlier went over to the later; each is one version on. */
export type CarryOver = { readonly before: RecordedYear; readonly year: RecordedYear }

/** Opens a year: it takes over the balance of the year before, which is closed by it. */
export const carryOver = (year: RecordedYear, before: RecordedYear): CarryOver => {
  const { account } = before.state
  const state = { ...before.state, version: before.state.version + 1 }
  return { before: empty({ ...before, state }), year: received(year, account, booksOf(before.state)) }
}

/**
 * Moves what an event just brought to the account of a closed year on to the year after. That is a late credit, a
 * reversal, a correction, or a credit taken back. The closed year is no further version on than the event made it.
 */
export const moveOn = (closed: RecordedYear, next: RecordedYear): CarryOver => ({
  before: empty(closed),
  year: received(next, closed.state.account, booksOf(closed.state)),
})
