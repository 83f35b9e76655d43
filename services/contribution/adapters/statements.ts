import type { FundYear } from '#shared/calendar/day.ts'
import type { Item } from '#shared/edge/attribute-value.ts'
import { retryConflicts } from '#shared/edge/retry-conflicts.ts'
import type { Key, Store, Stored, Write } from '#shared/edge/store.ts'
import type { Statement } from '../domain/statement.ts'

/** A statement as read, with the command that began it and the version its next write must find. */
export type VersionedStatement = {
  readonly statement: Statement
  readonly number: number
  readonly commandId: string
  readonly version: number
}

type Series = { readonly city: string; readonly year: FundYear }

const partition = ({ city, year }: Series): string => `STATEMENTS#${city}#${year}`

const keyOf = (series: Series, number: number): Key => ({
  pk: partition(series),
  sk: `N#${String(number).padStart(4, '0')}`,
})

const toVersioned = (item: Stored): VersionedStatement => ({
  statement: item.statement as unknown as Statement,
  number: Number(item.number),
  commandId: String(item.commandId),
  version: Number(item.version),
})

/** The write of a statement's next state; version 0 begins it. */
export const statementWrite = ({ statement, number, commandId, version }: VersionedStatement): Write => ({
  kind: 'replace',
  item: {
    ...keyOf(statement, number),
    kind: 'statement',
    ...{ number, commandId },
    statement: statement as unknown as Item,
  },
  version,
})

/** The statement a command began, or a new one with the next number of the city's year. */
export const openStatement = (
  store: Store,
  { commandId, asOf, ...series }: Pick<Statement, 'city' | 'year' | 'asOf'> & { readonly commandId: string },
): Promise<VersionedStatement> =>
  retryConflicts(async () => {
    const known: VersionedStatement[] = []
    for await (const item of store.list({ pk: partition(series) })) known.push(toVersioned(item))
    const begun = known.find((each) => each.commandId === commandId)
    if (begun) return begun
    const number = known.length + 1
    const statement: Statement = {
      statementId: `S-${series.city}-${series.year}-${number}`,
      ...series,
      asOf,
      headcount: 0,
      aidFunded: 0,
      status: 'gathering',
    }
    const written = await store.write([statementWrite({ statement, number, commandId, version: 0 })])
    return written.status === 'written' ? { statement, number, commandId, version: 1 } : undefined
  })
