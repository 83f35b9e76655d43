/** A "no" the business expects: a stable code, the field at fault where there is one, the reason and its figures. */
export type Refusal = {
  readonly code: string
  readonly reason: string
  readonly field?: string
  readonly article?: string
  readonly figures?: Readonly<Record<string, string | number>>
}

/** The outcome of `decide(command, state)`: what is to be recorded, or why not. */
export type Decision<Accepted> =
  | { readonly status: 'accepted'; readonly value: Accepted }
  | { readonly status: 'refused'; readonly refusal: Refusal }

/** Accepts a command with what is to be recorded. */
export const accept = <Accepted>(value: Accepted): Decision<Accepted> => ({ status: 'accepted', value })
