import type { Day } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import type { Insured } from '../../person/rules/insured.ts'
import { refuse } from '../../refusals.ts'

/** Which of the two a thing belongs to: the number that was the record, or the other. */
export const whoseNames = ['stays', 'goes'] as const
export type Whose = (typeof whoseNames)[number]

/** Every spell and every bill of the record, each named by whose it is; `both`: a month's bill of an employer who had both. */
export type PartedItems = {
  readonly coverage: readonly { readonly from: Day; readonly whose: Whose }[]
  readonly payments: readonly { readonly billId: string; readonly whose: Whose | 'both' }[]
  /** The first days of the aid categories that are the other's; all others stay. Absent: none. */
  readonly aids?: readonly Day[]
}

type Two = { readonly stays: Insured; readonly goes: Insured }

const billsOf = ({ paidBills, shortBills = [] }: Insured): string[] =>
  [...paidBills, ...shortBills].map(({ billId }) => billId)

/** The bills to be named: those of the record, with the other number's own where that was made one with it. */
export const billsToName = ({ stays, goes }: Two): string[] => [
  ...new Set([...billsOf(stays), ...(goes.sameAs?.personId === stays.personId ? billsOf(goes) : [])]),
]

const isOfBoth = ({ stays, goes }: Two, billId: string): boolean =>
  billsOf(goes).includes(billId) &&
  stays.paidBills.some((bill) => bill.billId === billId && bill.scheme === 'employee')

const firstTwice = (names: readonly string[]): string | undefined =>
  names.find((name, index) => names.indexOf(name) !== index)

/** Why the items are not all of the record, each once; undefined where they are. */
export const unnamedItem = (two: Two, { coverage, payments }: PartedItems): Decision<never> | undefined => {
  const spells = two.stays.spells.map(({ from }) => from)
  const bills = billsToName(two)
  const [named, billed] = [coverage.map(({ from }) => from), payments.map(({ billId }) => billId)]
  const lacking = [
    ...spells.filter((from) => !named.includes(from)),
    ...bills.filter((id) => !billed.includes(id)),
  ]
  if (lacking[0] !== undefined)
    return refuse('parting.item-not-named', { figures: { item: lacking[0], items: lacking.length } })
  const strange =
    named.find((from) => !spells.includes(from)) ??
    billed.find((id) => !bills.includes(id)) ??
    firstTwice(named) ??
    firstTwice(billed)
  if (strange !== undefined) return refuse('parting.item-unknown', { figures: { item: strange } })
  const shared = payments.find(({ billId, whose }) => whose === 'both' && !isOfBoth(two, billId))
  return shared && refuse('parting.not-of-both', { field: 'payments', figures: { item: shared.billId } })
}

/** The bills of each, and which of them stand under the other number: those that the one gave and got. */
export const itemsOf = ({ stays, goes }: Two, { payments }: PartedItems) => {
  const own = billsOf(goes)
  const isMerged = goes.sameAs?.personId === stays.personId
  const of = (whose: Whose): string[] =>
    payments.filter((each) => each.whose === whose || each.whose === 'both').map(({ billId }) => billId)
  const [staying, going] = [of('stays'), of('goes')]
  return {
    stays: new Set(staying),
    goes: new Set([...(isMerged ? [] : own), ...going]),
    gave: going.filter((billId) => !own.includes(billId)),
    got: isMerged ? staying.filter((billId) => own.includes(billId) && !going.includes(billId)) : [],
  }
}
