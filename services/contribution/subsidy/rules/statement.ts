import type { Day, FundYear } from '#shared/calendar/day.ts'
import { lastDayOfYear } from '#shared/calendar/day.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'
import type { Bill } from '../../bill/rules/bill.ts'
import type { SubsidySplit } from './subsidy.ts'
import { statementDues } from './subsidy.ts'

/** How many residents were counted, less those taken off, and the part of their own contributions that medical aid pays. */
export type Count = { readonly headcount: number; readonly aidFunded: Fen }

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

/** Whether a resident is to be counted: paid up by the day, and counted by no statement that was not given back. */
const isToBeCounted = (bill: Bill, asOf: Day): boolean =>
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

/** Whether a statement of the day changes what a resident's bill is counted by. */
export const concernsStatement = (bill: Bill, asOf: Day): boolean =>
  bill.kind === 'resident-year' && (isToBeCounted(bill, asOf) || isToBeTakenOff(bill, asOf))

/** What one resident adds to the statement of the day, or takes off it. */
const countOf = (bill: Bill): Count => {
  const sign = bill.statementId === undefined ? 1 : -1
  return { headcount: sign, aidFunded: sign * (bill.aidFunded ?? 0) }
}

/** The bill that names its statement, or that was taken off it by this one. */
const counted = (bill: Bill, by: string): Bill => {
  const { statementId, earlierStatements = [], ...rest } = bill
  if (statementId === undefined) return { ...bill, statementId: by }
  return { ...rest, earlierStatements: [...earlierStatements, statementId, by] }
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

/** Counts residents, and takes off those whose money was paid back; their bills now say so. */
export const countResidents = (
  { statementId, asOf }: Pick<Statement, 'statementId' | 'asOf'>,
  bills: readonly Bill[],
): { readonly count: Count; readonly bills: readonly Bill[] } => {
  must(
    bills.every((bill) => concernsStatement(bill, asOf)),
    'contribution.counted-twice',
    'a resident is not to be counted',
  )
  return {
    count: sumOfCounts(bills.map(countOf)),
    bills: bills.map((bill) => counted(bill, statementId)),
  }
}

/** What some parts counted together. */
export const sumOfCounts = (parts: readonly Count[]): Count => ({
  headcount: sum(parts.map(({ headcount }) => headcount)),
  aidFunded: sum(parts.map(({ aidFunded }) => aidFunded)),
})

/** The bill of a statement: what each level of government and medical aid owe for those it counted. */
const statementBill = (statement: IssuedStatement): Bill => {
  const { statementId, city, year, asOf, headcount, aidFunded, perResident } = statement
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
    dues: statementDues(headcount, perResident, aidFunded),
    persons: [],
    status: 'issued',
    paid: {},
  }
}

/** Whether a statement claims or gives back anything, so that it has a bill. */
export const hasBill = ({ headcount, aidFunded }: Count): boolean => headcount !== 0 || aidFunded !== 0

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
