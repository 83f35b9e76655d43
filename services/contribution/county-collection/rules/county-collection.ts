import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import type { Bill } from '../../bill/rules/bill.ts'
import { dueAmount, isPaidUp } from '../../bill/rules/bill.ts'
import type { CoveredPerson } from '../../coverage/rules/coverage.ts'

/** What residents' bills of a year come to in a county. */
export type CountyCollection = {
  readonly bills: number
  readonly paidUp: number
  /** What residents, and others for them, are to pay. */
  readonly due: Fen
  readonly paid: Fen
  /** What medical aid pays besides, with the subsidies. */
  readonly aidFunded: Fen
}

/** The collections of a city by county; `none` of whoever belongs to no unit. */
export type CountyCollections = Readonly<Record<string, CountyCollection>>
export const noCounty = 'none'

const nothing: CountyCollection = { bills: 0, paidUp: 0, due: 0, paid: 0, aidFunded: 0 }

const added = (one: CountyCollection, other: CountyCollection): CountyCollection => ({
  bills: one.bills + other.bills,
  paidUp: one.paidUp + other.paidUp,
  due: fen(one.due + other.due),
  paid: fen(one.paid + other.paid),
  aidFunded: fen(one.aidFunded + other.aidFunded),
})

/** What two parts of a city come to. */
export const addCounties = (one: CountyCollections, other: CountyCollections): CountyCollections => {
  const both: Record<string, CountyCollection> = { ...one }
  for (const [county, more] of Object.entries(other)) both[county] = added(both[county] ?? nothing, more)
  return both
}

const ofBill = (bill: Bill): CountyCollection => ({
  bills: 1,
  paidUp: isPaidUp(bill) ? 1 : 0,
  due: sum(bill.dues.map(dueAmount)),
  paid: sum(Object.values(bill.paid)),
  aidFunded: bill.aidFunded ?? 0,
})

/** Adds residents' bills up by the county that each person belongs to now. */
export const byCounty = (
  bills: readonly Bill[],
  covered: ReadonlyMap<string, CoveredPerson>,
): CountyCollections => {
  const counties: Record<string, CountyCollection> = {}
  for (const bill of bills) {
    const person = covered.get(bill.persons[0]?.personId ?? '')
    const county = (person?.city === bill.city ? person.county : undefined) ?? noCounty
    counties[county] = added(counties[county] ?? nothing, ofBill(bill))
  }
  return counties
}
