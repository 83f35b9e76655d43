/** A title of the books with its balances in whole fen: above nil it is in debit, below in credit. */
export type Title = {
  readonly account: string
  readonly chinese: string
  readonly before: number
  readonly moved: number
  readonly balance: number
}

type Amount = number | null

/** A line of the trial balance: debit and credit of the opening, of the period, and of the closing. */
export type TrialRow = {
  readonly title: Title | undefined
  readonly sides: readonly [Amount, Amount, Amount, Amount, Amount, Amount]
}

const columns = ['before', 'moved', 'balance'] as const

const debitOf = (amount: number): Amount => (amount > 0 ? amount : null)
const creditOf = (amount: number): Amount => (amount < 0 ? -amount : null)

/** The trial balance as books have it, debit beside credit, and its totals: both sides of each are equal. */
export const trialRows = (titles: readonly Title[]): readonly TrialRow[] => {
  const sidesOf = (title: Title) => columns.flatMap((name) => [debitOf(title[name]), creditOf(title[name])])
  const lines = titles.map((title) => ({ title, sides: sidesOf(title) }))
  const totals = Array.from({ length: 2 * columns.length }, (_, at) =>
    lines.reduce((sum, { sides }) => sum + (sides[at] ?? 0), 0),
  )
  return [...lines, { title: undefined, sides: totals }] as unknown as readonly TrialRow[]
}
