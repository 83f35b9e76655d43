import type { Value } from '#shared/edge/store/attribute-value.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Key, Store, Write } from '#shared/edge/store/store.ts'
import type { Bill } from '../bill/rules/bill.ts'
import { residentParts } from '../bill/store.ts'
import { partKey, partsPartition, statementIdOf, statementKey, statementsPartition } from '../keys.ts'
import type { Count, GatheringStatement, Statement, StoredCount } from './rules/statement.ts'
import { countStored } from './rules/statement.ts'
import type { SubsidySplit } from './rules/subsidy.ts'

/** A statement as stored, with the version its next write replaces. */
export type StoredStatement = { readonly statement: Statement; readonly version: number }
type StatementId = { readonly statement: Pick<Statement, 'statementId'> }

export const statements = defineRecord<StoredStatement, StatementId>({
  kind: 'statement',
  key: ({ statement }) => statementKey(statement.statementId),
})

/** A part of a statement, counted by one unit of its run. */
type StatementPart = { readonly statementId: string; readonly part: string }

export const parts = defineRecord<StoredCount & Pick<StatementPart, 'statementId'>, StatementPart>({
  kind: 'statement-part',
  key: ({ statementId, part }) => partKey(statementId, part),
})

/** The write of a statement's next state; version 0 begins it. */
export const statementWrite = (stored: StoredStatement): Write => statements.replace(stored, stored.version)

export const readStatement = (store: Store, statementId: string): Promise<StoredStatement | undefined> =>
  statements.read(store, { statement: { statementId } })

/** The statement a run was started for, or a new one with the next number of the city's year. */
export const openStatement = (
  store: Store,
  begun: Omit<GatheringStatement, 'statementId' | 'status'>,
): Promise<Statement> =>
  retryConflicts(async () => {
    const { city, year, runId } = begun
    const known = await Array.fromAsync(statements.list(store, statementsPartition(city, year)))
    const found = known.find(({ statement }) => statement.runId === runId)
    if (found) return found.statement
    const statementId = statementIdOf(city, year, known.length + 1)
    const statement: Statement = { ...begun, statementId, status: 'gathering' }
    const written = await store.write([statementWrite({ statement, version: 0 })])
    return written.status === 'written' ? statement : undefined
  })

/** Where all that a statement consists of is, but for its bill. */
export const keysOfStatement = (statementId: string): Key[] => [
  statementKey(statementId),
  ...residentParts.map((part) => parts.key({ statementId, part })),
]

const partWrite = (
  part: StatementPart,
  { headcount, aidFunded, more }: Count,
  marks: Readonly<Record<string, Value>> = {},
): Write => ({
  kind: 'add',
  key: parts.key(part),
  amounts: {
    ...{ headcount, aidFunded },
    ...(more && {
      ...{ moreCentre: more.centre, moreProvince: more.province },
      ...{ moreCity: more.city, moreCounty: more.county },
    }),
  },
  set: { kind: parts.kind, statementId: part.statementId, ...marks },
  where: { absent: 'closed' },
})

/** The write that adds to what a part counted; rejected once the part is closed. */
export const countWrite = (part: StatementPart, count: Count): Write => partWrite(part, count)

/** The write after which a part counts no more, whatever message comes late. */
export const closeWrite = (part: StatementPart): Write =>
  partWrite(part, { headcount: 0, aidFunded: 0 }, { closed: true })

/** What each part of a statement counted so far. */
export const readParts = async (store: Store, statementId: string): Promise<Count[]> =>
  (await Array.fromAsync(parts.list(store, partsPartition(statementId)))).map(countStored)

/** At which standard the statements count that count some bills: few, however many were issued. */
export const readStandards = async (
  store: Store,
  bills: readonly Pick<Bill, 'statementId'>[],
): Promise<ReadonlyMap<string, SubsidySplit>> => {
  const countedBy = [...new Set(bills.flatMap(({ statementId }) => statementId ?? []))]
  const known = await statements.readMany(
    store,
    countedBy.map((statementId) => ({ statement: { statementId } })),
    // A statement's standard never changes.
    { eventual: true },
  )
  return new Map(
    known.flatMap((each) =>
      each ? [[each.statement.statementId, each.statement.perResident] as const] : [],
    ),
  )
}
