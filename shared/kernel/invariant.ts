/** An invariant that does not hold, at one place. */
export type Violation = {
  readonly invariant: string
  /** The key or id of what is wrong. */
  readonly where: string
  readonly what: string
  readonly figures?: Readonly<Record<string, number | string>>
}

/** The result of a check: how many records it checked, and the violations. */
export type Finding = { readonly checked: number; readonly violations: readonly Violation[] }

/** A recorded item as a check sees it; `kind` says which type it is of. */
export type RecordedItem = Readonly<Record<string, unknown>> & { readonly pk: string; readonly sk: string }

/**
 * A rule that always holds over what a service has recorded. Items are shown one by one in any order, so that a table
 * of any size is checked by one pass. Tests, `npm run verify` and a scheduled function all use it.
 */
export type Invariant = {
  readonly id: string
  /** The number of the rule in the documentation of invariants, 1 to 10. */
  readonly number: number
  readonly rule: string
  readonly start: () => { readonly see: (item: RecordedItem) => void; readonly finish: () => Finding }
}
