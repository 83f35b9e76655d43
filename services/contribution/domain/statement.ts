import type { Day, FundYear } from '#shared/calendar/day.ts'
import { lastDayOfYear } from '#shared/calendar/day.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'
import type { Bill } from './bill.ts'
import type { SubsidySplit } from './subsidy.ts'
import { statementDues } from './subsidy.ts'

/**
 * A claim for the subsidies of residents whose own part is paid. While it gathers, its count and the residents' bills
 * that name it change together; then its bill is issued and it never changes again.
 */
export type Statement = {
  readonly statementId: string
  readonly city: CityCode
  readonly year: FundYear
  readonly asOf: Day
  readonly headcount: number
  readonly aidFunded: Fen
  readonly status: 'gathering' | 'issued'
}

/** Whether a resident is to be counted: paid up by the day and in no statement yet, so once ever. */
export const isToBeCounted = (bill: Bill, asOf: Day): boolean =>
  bill.kind === 'resident-year' &&
  bill.status === 'paid' &&
  bill.completedOn !== undefined &&
  bill.completedOn <= asOf &&
  bill.statementId === undefined

/** Counts residents: their bills now name the statement, and it has grown by them. */
export const countResidents = (
  statement: Statement,
  bills: readonly Bill[],
): { readonly statement: Statement; readonly bills: readonly Bill[] } => {
  const { statementId, asOf } = statement
  must(
    statement.status === 'gathering',
    'contribution.statement-closed',
    'an issued statement counts no more',
  )
  must(
    bills.every((bill) => isToBeCounted(bill, asOf)),
    'contribution.counted-twice',
    'a resident is not to be counted',
  )
  return {
    statement: {
      ...statement,
      headcount: statement.headcount + bills.length,
      aidFunded: statement.aidFunded + sum(bills.map(({ aidFunded = 0 }) => aidFunded)),
    },
    bills: bills.map((bill) => ({ ...bill, statementId })),
  }
}

/** The bill of a statement: what each level of government and medical aid owe for those it counted. */
export const statementBill = (statement: Statement, perResident: SubsidySplit): Bill => {
  const { statementId, city, year, asOf, headcount, aidFunded } = statement
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
