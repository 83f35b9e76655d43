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

/** The county that the first person of a bill belongs to now, where its city covers them. */
export const countyOfPerson =
  (covered: ReadonlyMap<string, CoveredPerson>) =>
  (bill: Bill): string | undefined => {
    const person = covered.get(bill.persons[0]?.personId ?? '')
    return person?.city === bill.city ? person.county : undefined
  }

/** The county of the employer that a bill is of; of a flexible worker's bill, that of the worker. */
export const countyOfPayer = (
  employers: ReadonlyMap<string, { readonly county?: string | undefined }>,
  covered: ReadonlyMap<string, CoveredPerson>,
) => {
  const ofPerson = countyOfPerson(covered)
  return (bill: Bill): string | undefined =>
    bill.employerId === undefined ? ofPerson(bill) : employers.get(bill.employerId)?.county
}

/** Adds bills up by the county that each is of. */
export const byCounty = (
  bills: readonly Bill[],
  countyOf: (bill: Bill) => string | undefined,
): CountyCollections => {
  const counties: Record<string, CountyCollection> = {}
  for (const bill of bills) {
    const county = countyOf(bill) ?? noCounty
    counties[county] = added(counties[county] ?? nothing, ofBill(bill))
  }
  return counties
}
