type Share = { readonly name: string; readonly label: string; readonly amount: number }
type Sum = { readonly total: Share; readonly terms: readonly Share[] }

/** A step of a claim's explanation, with its rules and the room that was left under each ceiling. */
export type Step = {
  readonly step: string
  readonly title: string
  readonly text: string
  readonly amount: number
  readonly article: string
  readonly rules: readonly { readonly text: string; readonly article: string }[]
  readonly rooms: readonly { readonly ceiling: string; readonly left: number }[]
}

/** What the waterfall reads of a claim's explanation. */
export type Explained = { readonly title: string; readonly steps: readonly Step[]; readonly payers: Sum }

export type Bar = { readonly label: string; readonly amount: number; readonly base: number }

/** The bars of a waterfall: the total, and then what each payer takes off it, each standing on what is still left. */
export const barsOf = ({ total, terms }: Sum): readonly Bar[] => {
  let left = total.amount
  const parts = terms.filter(({ amount }) => amount !== 0)
  return [
    { label: total.label, amount: total.amount, base: 0 },
    ...parts.map(({ label, amount }) => {
      left -= amount
      return { label, amount, base: left }
    }),
  ]
}
