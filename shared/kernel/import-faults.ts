/** What a run over a file came to, as far as it can be judged by itself. */
export type ImportFigures = {
  readonly outcome: string
  readonly rows: number
  readonly imported: number
  readonly bad: number
  readonly fault?: object
  readonly badRows?: readonly object[]
  /** What a preview says it would come to: whom of ours no row names stands with the bad rows. */
  readonly would?: Readonly<Record<string, number>>
}

/** What is wrong with what a run over a file is recorded to have come to. */
export const faultsOfImport = ({
  outcome,
  rows,
  imported,
  bad,
  fault,
  badRows,
  would = {},
}: ImportFigures): string[] => {
  const isImported = outcome === 'imported'
  const kept = bad + (would['not-listed'] ?? 0)
  return [
    ...(isImported && imported + bad !== rows ? ['a row is neither done nor bad'] : []),
    ...(!isImported && imported !== 0 ? ['a file that was not imported did something'] : []),
    ...((outcome === 'unreadable') === (fault !== undefined) ? [] : ['unreadable without a fault']),
    ...(badRows && kept === 0 && badRows.length > 0 ? ['bad rows are kept of a file that has none'] : []),
  ]
}
