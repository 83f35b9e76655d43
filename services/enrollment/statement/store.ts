import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { personKey, statementKey, statementPrefix } from '../keys.ts'
import type { Statement } from './rules/statement.ts'

/** Statements as they were issued; none is ever changed. */
export const statements = defineRecord<Statement, Pick<Statement, 'personId' | 'statementId'>>({
  kind: 'insured-statement',
  key: statementKey,
})

export const statementsOf = (personId: string, store: Store): Promise<Statement[]> =>
  Array.fromAsync(statements.list(store, personKey({ personId }), { prefix: statementPrefix }))
