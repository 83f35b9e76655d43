import type { FundYear, Month } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { standingKey, statementPartition } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { Statement } from './rules/settle-institution.ts'
import type { Standing } from './rules/standing.ts'

type StoredStanding = Fund & Standing & { readonly version: number }

export const standings = defineRecord<
  StoredStanding,
  Fund & { readonly year: FundYear; readonly institution: string }
>({
  kind: 'institution-standing',
  key: (of) => standingKey(of, of.year, of.institution),
})

export const standingWrite = (fund: Fund, standing: Standing, version: number): Write =>
  standings.replace({ ...standing, ...fund, version }, version)

/** Where a statement leads: to the entry it was booked by, and to its order where there is one. */
type StatementBooking = {
  readonly entryId: string
  readonly orderId: string | undefined
  /** The order of what is paid for persons insured elsewhere. */
  readonly visitorsOrderId?: string | undefined
  /** The entry of what methods of payment make of the claims, where there is a difference. */
  readonly differenceEntryId: string | undefined
  /** The month it was booked in; absent on what was issued before costs of a year stood beside its books. */
  readonly bookedIn?: Month | undefined
  /** Who started the settlement, or went on with it; absent on what earlier releases issued. */
  readonly settledBy?: string | undefined
}

/** Which statement is meant. */
export type StatementName = Fund & { readonly month: Month; readonly institution: string }
/** A statement as it was issued. */
export type IssuedStatement = Fund & Statement & StatementBooking

export const statements = defineRecord<IssuedStatement, StatementName>({
  kind: 'settlement-statement',
  key: (of) => ({ pk: statementPartition(of, of.month), sk: of.institution }),
})

export const statementWrite = (fund: Fund, statement: Statement, booked: StatementBooking): Write =>
  statements.create({ ...fund, ...statement, ...booked })

/** A month's statements in order of institutions. */
export const pageStatements = (
  store: Store,
  fund: Fund,
  month: Month,
  page: { limit: number; cursor?: string },
) => statements.page(store, statementPartition(fund, month), page)

/** All statements of a month. */
export const allStatements = (store: Store, fund: Fund, month: Month): Promise<Statement[]> =>
  Array.fromAsync(statements.list(store, statementPartition(fund, month)))
