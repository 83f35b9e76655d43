import type { PayerAmounts } from '../../insured-year/rules/payers.ts'
import { addPaid, nothingPaid, paidMore } from '../../insured-year/rules/payers.ts'

/** The kinds of care a price tells apart: what funds have lines of their own for. */
export const pricedKinds = ['inpatient', 'outpatient', 'chronic'] as const
export type PricedKind = (typeof pricedKinds)[number]

/** What claims come to: as recorded, judged again under the plans in force, and judged again under those proposed. */
export const views = ['recorded', 'inForce', 'proposed'] as const
export type View = (typeof views)[number]
export type Views = Readonly<Record<View, PayerAmounts>>

/** Why claims could not be judged under the proposal: it has no figure for one of them. */
export type PricingFault = { readonly code: string; readonly reason: string }

/** What a change of plans comes to for the claims of some persons, in fen. */
export type Price = {
  /** Persons who concern the fund. */
  readonly persons: number
  /** Claims of the fund that were judged again, and those of them that the proposal changes. */
  readonly claims: number
  readonly changed: number
  readonly care: Readonly<Record<PricedKind, Views>>
  readonly fault?: PricingFault
}

const tableOf = <Name extends string, Value>(names: readonly Name[], value: (name: Name) => Value) =>
  Object.fromEntries(names.map((name) => [name, value(name)])) as Record<Name, Value>

export const noPrice: Price = {
  ...{ persons: 0, claims: 0, changed: 0 },
  care: tableOf(pricedKinds, () => tableOf(views, () => nothingPaid)),
}

/** The price of two groups of persons; a fault of either is one of both. */
export const addPrices = (one: Price, other: Price): Price => {
  const fault = one.fault ?? other.fault
  return {
    persons: one.persons + other.persons,
    claims: one.claims + other.claims,
    changed: one.changed + other.changed,
    care: tableOf(pricedKinds, (kind) =>
      tableOf(views, (view) => addPaid(one.care[kind][view], other.care[kind][view])),
    ),
    ...(fault ? { fault } : {}),
  }
}

/** Adds what one claim comes to in a view. */
export const addClaim = (price: Price, kind: PricedKind, view: View, paid: PayerAmounts): Price => {
  const seen = { ...price.care[kind], [view]: addPaid(price.care[kind][view], paid) }
  return { ...price, care: { ...price.care, [kind]: seen } }
}

/** What payers pay more, or less, for a kind of care under the proposal. */
export const effectOn = (price: Price, kind: PricedKind): PayerAmounts => {
  const { inForce, proposed } = price.care[kind]
  return paidMore(inForce, proposed)
}
