import type { Month } from '#shared/calendar/day.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { standingKey, statementPartition } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { Statement } from './rules/settle-institution.ts'
import type { Standing } from './rules/standing.ts'

export const standingWrite = (fund: Fund, standing: Standing, version: number): Write => ({
  kind: 'replace',
  item: {
    ...standingKey(fund, standing.year, standing.institution),
    kind: 'institution-standing',
    ...fund,
    ...standing,
  },
  version,
})

/** Where a statement leads: to the entry it was booked by, and to its order where there is one. */
type BookedBy = {
  readonly entryId: string
  readonly orderId: string | undefined
  /** The entry of what methods of payment make of the claims, where there is a difference. */
  readonly differenceEntryId: string | undefined
}

export const statementWrite = (fund: Fund, statement: Statement, booked: BookedBy): Write => ({
  kind: 'create',
  item: {
    pk: statementPartition(fund, statement.month),
    sk: statement.institution,
    kind: 'settlement-statement',
    ...fund,
    ...statement,
    ...booked,
  },
})

/** A month's statements in order of institutions. */
export const pageStatements = async (
  store: Store,
  fund: Fund,
  month: Month,
  page: { limit: number; cursor?: string },
) => {
  const found = await store.page({ pk: statementPartition(fund, month), ...page })
  const statements = found.items.map(({ pk, sk, kind, ...statement }) => statement)
  return { statements, cursor: found.cursor }
}

/** All statements of a month. */
export const allStatements = (store: Store, fund: Fund, month: Month): Promise<Statement[]> =>
  Array.fromAsync(
    store.list({ pk: statementPartition(fund, month) }),
    ({ pk, sk, kind, ...statement }) => statement as unknown as Statement,
  )
