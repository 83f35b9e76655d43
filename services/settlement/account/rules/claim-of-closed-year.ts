import { fen } from '#shared/money/fen.ts'
import { addBooks, booksOf, withBooks } from '../../insured-year/rules/account-books.ts'
import type { RecordedYear } from '../../insured-year/rules/recorded-year.ts'

/** A closed year as a claim of it is judged: with the balance that the later year holds, in whose books it lies. */
export const withBalance = (closed: RecordedYear, { state: holder }: RecordedYear): RecordedYear => ({
  ...closed,
  state: withBooks(
    { ...closed.state, account: fen(closed.state.account + holder.account) },
    addBooks(booksOf(closed.state), booksOf(holder)),
  ),
})

/** A closed year and the later ones after a claim of it, each one version on. */
export type AfterLateClaim = { readonly after: RecordedYear; readonly later: readonly RecordedYear[] }

/**
 * What a claim of a closed year took is taken of what went over: that much less went out of its year and came to each later
 * one. What is left lies in the last of them.
 * @param claimed the closed year that had the balance, once the claim is counted
 * @param later the years after it, the last of which holds the account
 */
export const takenOfLater = (claimed: RecordedYear, later: readonly RecordedYear[]): AfterLateClaim => {
  const holder = later.at(-1)
  const left = claimed.state.account
  const taken = fen((holder?.state.account ?? left) - left)
  const lessIn = (year: RecordedYear): RecordedYear => {
    const state = { ...year.state, version: year.state.version + 1 }
    const carriedIn = fen((year.carriedIn ?? 0) - taken)
    return year === holder
      ? { ...year, carriedIn, state: withBooks({ ...state, account: left }, booksOf(claimed.state)) }
      : { ...year, carriedIn, carriedOut: fen((year.carriedOut ?? 0) - taken), state }
  }
  return {
    after: {
      ...claimed,
      state: withBooks({ ...claimed.state, account: 0 }, {}),
      carriedOut: fen((claimed.carriedOut ?? 0) - taken),
    },
    later: later.map(lessIn),
  }
}
