import type { Day, FundYear } from '#shared/calendar/day.ts'
import { lastDayOfYear } from '#shared/calendar/day.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'
import type { Bill } from '../../bill/rules/bill.ts'
import type { SubsidySplit } from './subsidy.ts'
import { statementDues } from './subsidy.ts'

/** How many residents were counted, and the part of their own contributions that medical aid pays. */
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

/** Whether a resident is to be counted: paid up by the day and in no statement yet, so once ever. */
export const isToBeCounted = (bill: Bill, asOf: Day): boolean =>
  bill.kind === 'resident-year' &&
  bill.status === 'paid' &&
  bill.completedOn !== undefined &&
  bill.completedOn <= asOf &&
  bill.statementId === undefined

/** Counts residents: how many they are, and their bills, which now name the statement. */
export const countResidents = (
  { statementId, asOf }: Pick<Statement, 'statementId' | 'asOf'>,
  bills: readonly Bill[],
): { readonly count: Count; readonly bills: readonly Bill[] } => {
  must(
    bills.every((bill) => isToBeCounted(bill, asOf)),
    'contribution.counted-twice',
    'a resident is not to be counted',
  )
  return {
    count: { headcount: bills.length, aidFunded: sum(bills.map(({ aidFunded = 0 }) => aidFunded)) },
    bills: bills.map((bill) => ({ ...bill, statementId })),
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

/** Issues a statement of what all its parts counted, with its bill (nobody counted: no bill). */
export const issueStatement = (
  gathered: GatheringStatement,
  parts: readonly Count[],
): { readonly statement: IssuedStatement; readonly bill?: Bill } => {
  const statement: IssuedStatement = { ...gathered, ...sumOfCounts(parts), status: 'issued' }
  return statement.headcount > 0 ? { statement, bill: statementBill(statement) } : { statement }
}
