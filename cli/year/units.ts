import type { Units } from '../../local/contracts.ts'

/** What all effects of claims cost at DynamoDB: settling, the notes of supervision, the postings in the ledger. */
const operations = [
  'settlement/settle-claim',
  'settlement/settle-visit',
  'settlement/supervise-claims',
  'budget/post-claims',
] as const

export type ClaimUnits = {
  readonly writePerClaim: number
  readonly readPerClaim: number
  readonly roundTripsPerClaim: number
  /** What each operation cost for each settled claim. */
  readonly byOperation: Readonly<Record<string, { readonly write: number; readonly read: number }>>
}

const twoPlaces = (figure: number): number => Math.round(figure * 100) / 100

/** Reads the meters of a local stack. */
export const readUnits = async (url: string): Promise<Units> =>
  (await (await fetch(`${url}/_local/units`)).json()) as Units

/** Request units for each settled claim, from what the meters showed before and after. */
export const unitsPerClaim = (before: Units, after: Units, settled: number): ClaimUnits => {
  const used = (operation: string, name: string): number =>
    (after[operation]?.[name] ?? 0) - (before[operation]?.[name] ?? 0)
  const perClaim = (units: number): number => (settled === 0 ? 0 : twoPlaces(units / settled))
  const total = (name: string): number =>
    operations.reduce((sum, operation) => sum + used(operation, name), 0)
  return {
    writePerClaim: perClaim(total('WriteUnits')),
    readPerClaim: perClaim(total('ReadUnits')),
    roundTripsPerClaim: twoPlaces(
      used('settlement/settle-claim', 'RoundTrips') / Math.max(1, used('settlement/settle-claim', 'Cases')),
    ),
    byOperation: Object.fromEntries(
      operations.map((operation) => [
        operation,
        { write: perClaim(used(operation, 'WriteUnits')), read: perClaim(used(operation, 'ReadUnits')) },
      ]),
    ),
  }
}
