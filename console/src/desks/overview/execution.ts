/** What the province's page reads of one city's budget execution; amounts are whole fen. */
export type Execution = {
  readonly city: string
  readonly opening: number
  readonly income: number
  readonly expenditure: number
  readonly current: number
  readonly closing: number
  readonly monthsPayable: number | null
  readonly pace: { readonly spent: number; readonly seasonal: number; readonly ahead: number } | null
  readonly lines: readonly {
    readonly line: string
    readonly chinese: string
    readonly kind: string
    readonly budget: number
    readonly executed: number
  }[]
  /** What was raised and eased in the year, the last first. */
  readonly warnings: readonly Readonly<Record<string, unknown>>[]
}

/** The warnings that stand: of each indicator the last that was told, where that is not normal. */
export const standing = ({ warnings }: Pick<Execution, 'warnings'>): Execution['warnings'] => {
  const inOrder = warnings.toSorted((one, other) => (String(one.on) < String(other.on) ? -1 : 1))
  const last = new Map(inOrder.map((each) => [each.indicator, each]))
  return [...last.values()].filter(({ level }) => level !== 'normal')
}

/** How much of the year's budget one side of a fund has executed; undefined where nothing is planned. */
export const executedShare = ({ lines }: Execution, kind: string): number | undefined => {
  const own = lines.filter((line) => line.kind === kind)
  const budget = own.reduce((sum, line) => sum + line.budget, 0)
  return budget === 0 ? undefined : own.reduce((sum, line) => sum + line.executed, 0) / budget
}
