import type { Day, FundYear } from '#shared/calendar/day.ts'
import { lastDayOfYear } from '#shared/calendar/day.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'
import type { Bill } from '../../bill/rules/bill.ts'
import type { SubsidySplit } from './subsidy.ts'
import { beyond, statementDues, sumOfSplits, totalOfSplit } from './subsidy.ts'

/** How many residents were counted, less those taken off, and the part of their own contributions that medical aid pays. */
export type Count = {
  readonly headcount: number
  readonly aidFunded: Fen
  /** What each level owes besides heads × standard: some were counted at another standard before. Absent: nothing. */
  readonly more?: SubsidySplit
}

type StatementBasis = {
  readonly statementId: string
  /** The run that counts for it. */
  readonly runId: string
  readonly city: CityCode
  readonly year: FundYear
  readonly asOf: Day
  /** What each level owes for one resident, by the policy of the day it was begun. */
  readonly perResident: SubsidySplit
}

/**
 * A claim for the subsidies of residents whose own part is paid. While it gathers, its parts count, each together with
 * the residents' bills that then name it. When all are done their sum is issued with its bill and never changes again.
 */
export type Statement =
  | (StatementBasis & { readonly status: 'gathering' })
  | (StatementBasis & Count & { readonly status: 'issued' })
export type GatheringStatement = Extract<Statement, { status: 'gathering' }>
type IssuedStatement = Extract<Statement, { status: 'issued' }>

export const statementStatuses = ['gathering', 'issued'] as const satisfies readonly Statement['status'][]

/** Whether a resident is to be counted if they are one in the year: paid up by the day, and counted by no statement that was not given back. */
export const isToBeCounted = (bill: Bill, asOf: Day): boolean =>
  bill.status === 'paid' &&
  bill.completedOn !== undefined &&
  bill.completedOn <= asOf &&
  // Paid for when the year was over, it gave no day of it.
  bill.completedOn <= lastDayOfYear(bill.fundYear) &&
  bill.statementId === undefined &&
  bill.struck === undefined

/** Whether a resident is to be taken off: counted once, and short since a refund that was made by the day. */
const isToBeTakenOff = (bill: Bill, asOf: Day): boolean =>
  bill.statementId !== undefined &&
  bill.status !== 'paid' &&
  bill.withdrawnOn !== undefined &&
  bill.withdrawnOn <= asOf

/** A statement that counts, with its standard, and those of the statements that counted before. */
export type CountingStatement = Pick<StatementBasis, 'statementId' | 'asOf' | 'perResident'> & {
  readonly standards: ReadonlyMap<string, SubsidySplit>
  /** Those who paid for the year, and are no residents in it. */
  readonly noResidents: ReadonlySet<string>
}

/** What each level owes for a resident by a statement's standard beyond the one at which they are counted. */
const beyondBefore = (
  { statementId = '' }: Bill,
  { perResident, standards }: CountingStatement,
): SubsidySplit => {
  const before = standards.get(statementId)
  must(before !== undefined, 'contribution.statement-unknown', 'no standard is known', { statementId })
  return beyond(perResident, before)
}

/** Whether a resident who is counted is to be counted anew: a higher standard was published since. */
const isToBeToppedUp = (bill: Bill, by: CountingStatement): boolean => {
  if (bill.status !== 'paid' || bill.statementId === undefined || bill.struck) return false
  // A statement that began meanwhile has a standard of its own.
  if (bill.statementId === by.statementId || !by.standards.has(bill.statementId)) return false
  return totalOfSplit(beyondBefore(bill, by)) > 0
}

const isNoResident = ({ persons }: Bill, { noResidents }: CountingStatement): boolean =>
  persons.some(({ personId }) => noResidents.has(personId))

/** Whether a statement changes what a resident's bill is counted by, or at which standard. */
export const concernsStatement = (bill: Bill, by: CountingStatement): boolean =>
  bill.kind === 'resident-year' &&
  ((isToBeCounted(bill, by.asOf) && !isNoResident(bill, by)) ||
    isToBeTakenOff(bill, by.asOf) ||
    isToBeToppedUp(bill, by))

/** What one resident adds to a statement, or takes off it: who was counted goes back at the standard of then. */
const countOf = (bill: Bill, by: CountingStatement): Count => {
  const { aidFunded = 0, statementId } = bill
  if (statementId === undefined) return { headcount: 1, aidFunded }
  const more = beyondBefore(bill, by)
  return bill.status === 'paid'
    ? { headcount: 0, aidFunded: 0, more }
    : { headcount: -1, aidFunded: -aidFunded, more }
}

/** The bill that names its statement, or that was taken off it by this one; topped up it is both. */
const counted = (bill: Bill, by: string): Bill => {
  const { statementId, earlierStatements = [], ...rest } = bill
  if (statementId === undefined) return { ...bill, statementId: by }
  const off = { ...rest, earlierStatements: [...earlierStatements, statementId, by] }
  return bill.status === 'paid' ? { ...off, statementId: by } : off
}

/** How often each statement counted a resident, taken off what it took off: what its parts must come to. */
export const countsOfBill = ({
  statementId,
  earlierStatements = [],
  aidFunded = 0,
  aidAdjusted = [],
}: Bill) => [
  ...earlierStatements.map((by, index) => {
    const sign = index % 2 === 0 ? 1 : -1
    return { statementId: by, headcount: sign, aidFunded: sign * aidFunded }
  }),
  ...(statementId === undefined ? [] : [{ statementId, headcount: 1, aidFunded }]),
  // What a correction changed since: each statement counted what the bill said then.
  ...aidAdjusted.map((each) => ({ ...each, headcount: 0 })),
]

/**
 * Counts residents, takes off those whose money was paid back, and counts anew those for whom a higher standard holds since;
 * their bills now say so.
 */
export const countResidents = (
  by: CountingStatement,
  bills: readonly Bill[],
): { readonly count: Count; readonly bills: readonly Bill[] } => {
  must(
    bills.every((bill) => concernsStatement(bill, by)),
    'contribution.counted-twice',
    'a resident is not to be counted',
  )
  return {
    count: sumOfCounts(bills.map((bill) => countOf(bill, by))),
    bills: bills.map((bill) => counted(bill, by.statementId)),
  }
}

/** What some parts counted together. */
export const sumOfCounts = (parts: readonly Count[]): Count => {
  const more = sumOfSplits(parts.flatMap((part) => part.more ?? []))
  return {
    headcount: sum(parts.map(({ headcount }) => headcount)),
    aidFunded: sum(parts.map(({ aidFunded }) => aidFunded)),
    ...(isNothing(more) ? {} : { more }),
  }
}

const isNothing = (split: SubsidySplit): boolean => Object.values(split).every((amount) => amount === 0)

/** A part's count as it is stored: what each level owes besides is a field of its own, which is added to. */
export type StoredCount = Pick<Count, 'headcount' | 'aidFunded'> & {
  readonly moreCentre?: Fen
  readonly moreProvince?: Fen
  readonly moreCity?: Fen
  readonly moreCounty?: Fen
}

/** What a part counted, as it is stored. */
export const countStored = (part: StoredCount): Count => {
  const { headcount, aidFunded, moreCentre = 0, moreProvince = 0, moreCity = 0, moreCounty = 0 } = part
  const more = { centre: moreCentre, province: moreProvince, city: moreCity, county: moreCounty }
  return sumOfCounts([{ headcount, aidFunded, more }])
}

/** The bill of a statement: what each level of government and medical aid owe for those it counted. */
const statementBill = (statement: IssuedStatement): Bill => {
  const { statementId, city, year, asOf, headcount, aidFunded, perResident, more } = statement
  return {
    billId: statementId,
    kind: 'subsidy',
    scheme: 'resident',
    city,
    fundYear: year,
    from: `${year}-01`,
    to: `${year}-12`,
    issuedOn: asOf,
    dueOn: lastDayOfYear(year),
    dues: statementDues(headcount, perResident, aidFunded, more),
    persons: [],
    status: 'issued',
    paid: {},
  }
}

/** Whether a statement claims or gives back anything, so that it has a bill. */
export const hasBill = ({ headcount, aidFunded, more }: Count): boolean =>
  headcount !== 0 || aidFunded !== 0 || more !== undefined

/**
 * Issues a statement of what all its parts counted, with its bill. Nobody counted: no bill. More taken off than counted:
 * a bill of what is given back, whose dues are negative.
 */
export const issueStatement = (
  gathered: GatheringStatement,
  parts: readonly Count[],
): { readonly statement: IssuedStatement; readonly bill?: Bill } => {
  const statement: IssuedStatement = { ...gathered, ...sumOfCounts(parts), status: 'issued' }
  return hasBill(statement) ? { statement, bill: statementBill(statement) } : { statement }
}
