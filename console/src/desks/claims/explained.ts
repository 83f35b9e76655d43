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

/** What a bar of the claim's way is: a sum, what a fund pays, or a part that the patient bears. */
export type Side = 'sum' | 'fund' | 'patient'

export type StepBar = Bar & { readonly side: Side }

type Labels = { readonly outOfScope: string; readonly rest: string; readonly burden: string }

/**
 * The bars of a claim by its steps: from the total what is out of scope, the deductible, what the pool pays, and the rest; then
 * from all that the patient bears what other funds and the account pay, down to the cash. Undefined of a claim whose steps are
 * others, such as one paid at a fixed rate.
 */
export const stepBarsOf = ({ steps, payers }: Explained, labels: Labels): readonly StepBar[] | undefined => {
  const stepOf = (name: string) => steps.find(({ step }) => step === name)
  const split = stepOf('split')
  const deductible = stepOf('deductible')
  const [pool, ...others] = payers.terms
  if (split === undefined || deductible === undefined || pool?.name !== 'basic') return undefined
  const total = payers.total.amount
  const outOfScope = total - split.amount
  const beyond = split.amount - deductible.amount - pool.amount
  // A pool that pays a least amount may pay the patient's deductible with it.
  const deducted = deductible.amount + Math.min(0, beyond)
  const rest = Math.max(0, beyond)
  if (outOfScope < 0 || deducted < 0) return undefined
  const falling = (from: number, parts: readonly Omit<StepBar, 'base'>[]): StepBar[] => {
    let left = from
    return parts
      .filter(({ amount }) => amount !== 0)
      .map((part) => {
        left -= part.amount
        return { ...part, base: left }
      })
  }
  const burden = total - pool.amount
  return [
    { label: payers.total.label, amount: total, base: 0, side: 'sum' },
    ...falling(total, [
      { label: labels.outOfScope, amount: outOfScope, side: 'patient' },
      { label: deductible.title, amount: deducted, side: 'patient' },
      { label: pool.label, amount: pool.amount, side: 'fund' },
      { label: labels.rest, amount: rest, side: 'patient' },
    ]),
    { label: labels.burden, amount: burden, base: 0, side: 'sum' },
    ...falling(
      burden,
      others.map(({ name, label, amount }) => ({
        label,
        amount,
        side: name === 'cash' ? 'patient' : 'fund',
      })),
    ),
  ]
}
