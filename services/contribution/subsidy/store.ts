import type { Item, Value } from '#shared/edge/store/attribute-value.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Key, Store, Stored, Write } from '#shared/edge/store/store.ts'
import { residentParts } from '../bill/store.ts'
import type { Count, GatheringStatement, Statement } from './rules/statement.ts'

/** A statement as read, with the version its next write must find. */
export type VersionedStatement = { readonly statement: Statement; readonly version: number }

/** The statements of a city and year lie together, so that their numbers have no gap. */
const partition = (city: string, year: number | string): string => `STATEMENTS#${city}#${year}`

const idOf = ({ city, year }: Pick<Statement, 'city' | 'year'>, number: number): string =>
  `S-${city}-${year}-${number}`

const keyOf = (statementId: string): Key => {
  const [, city = '', year = ''] = statementId.split('-')
  return { pk: partition(city, year), sk: statementId }
}

const toVersioned = (item: Stored): VersionedStatement => ({
  statement: item.statement as unknown as Statement,
  version: Number(item.version),
})

/** The write of a statement's next state; version 0 begins it. */
export const statementWrite = ({ statement, version }: VersionedStatement): Write => ({
  kind: 'replace',
  item: { ...keyOf(statement.statementId), kind: 'statement', statement: statement as unknown as Item },
  version,
})

export const readStatement = async (
  store: Store,
  statementId: string,
): Promise<VersionedStatement | undefined> => {
  const item = await store.get(keyOf(statementId))
  return item && toVersioned(item)
}

/** The statement a run was started for, or a new one with the next number of the city's year. */
export const openStatement = (
  store: Store,
  begun: Omit<GatheringStatement, 'statementId' | 'status'>,
): Promise<Statement> =>
  retryConflicts(async () => {
    const known: Statement[] = []
    for await (const item of store.list({ pk: partition(begun.city, begun.year) }))
      known.push(toVersioned(item).statement)
    const found = known.find(({ runId }) => runId === begun.runId)
    if (found) return found
    const statementId = idOf(begun, known.length + 1)
    const statement: Statement = { ...begun, statementId, status: 'gathering' }
    const written = await store.write([statementWrite({ statement, version: 0 })])
    return written.status === 'written' ? statement : undefined
  })

/** A part of a statement, counted by one unit of its run. */
export type StatementPart = { readonly statementId: string; readonly part: string }

const partPartition = (statementId: string): string => `STATEMENT#${statementId}`
const partKey = ({ statementId, part }: StatementPart): Key => ({
  pk: partPartition(statementId),
  sk: `PART#${part}`,
})

/** Where all that a statement consists of is, but for its bill. */
export const keysOfStatement = (statementId: string): Key[] => [
  keyOf(statementId),
  ...residentParts.map((part) => partKey({ statementId, part })),
]

const partWrite = (
  part: StatementPart,
  { headcount, aidFunded }: Count,
  more: Readonly<Record<string, Value>> = {},
): Write => ({
  kind: 'add',
  key: partKey(part),
  amounts: { headcount, aidFunded },
  set: { kind: 'statement-part', statementId: part.statementId, ...more },
  where: { absent: 'closed' },
})

/** The write that adds to what a part counted; rejected once the part is closed. */
export const countWrite = (part: StatementPart, count: Count): Write => partWrite(part, count)

/** The write after which a part counts no more, whatever message comes late. */
export const closeWrite = (part: StatementPart): Write =>
  partWrite(part, { headcount: 0, aidFunded: 0 }, { closed: true })

/** What each part of a statement counted so far. */
export const readParts = async (store: Store, statementId: string): Promise<Count[]> => {
  const parts: Count[] = []
  for await (const { headcount, aidFunded } of store.list({ pk: partPartition(statementId) }))
    parts.push({ headcount: Number(headcount), aidFunded: Number(aidFunded) })
  return parts
}
