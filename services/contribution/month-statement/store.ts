import type { Month } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Account } from '../keys.ts'
import { monthStatementKey, monthStatementsPartition } from '../keys.ts'
import type { MonthStatement } from './rules/statement.ts'

export const monthStatements = defineRecord<
  MonthStatement,
  Pick<MonthStatement, 'city' | 'scheme' | 'month' | 'revision'>
>({ kind: 'month-statement', key: monthStatementKey })

/** How a month was stated last. */
export const readLatest = async (
  store: Store,
  account: Account,
  month: Month,
): Promise<MonthStatement | undefined> => {
  const { records } = await monthStatements.page(store, monthStatementsPartition(account), {
    ...{ prefix: `${month}#`, newestFirst: true, limit: 1 },
  })
  return records[0]
}
