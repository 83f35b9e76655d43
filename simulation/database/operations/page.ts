import type { AttributeValue, QueryCommandInput } from '@aws-sdk/client-dynamodb'
import type { Attributes } from '../attributes.ts'
import { invalid, unknown } from '../errors.ts'
import type { Condition } from '../expressions/condition.ts'
import { holds } from '../expressions/condition.ts'
import { onlyNamed } from '../expressions/projection.ts'
import type { Scope } from '../expressions/scope.ts'
import type { Place } from '../sorted-places.ts'
import { storedSize } from '../stored-size.ts'
import type { Past, Table } from '../table.ts'
import { keyNames } from '../table.ts'
import type { IndexDefinition } from '../table-definition.ts'

/** What one call reads of a query or a scan ends at a megabyte. */
const mostBytes = 1024 * 1024

type Paged = Pick<QueryCommandInput, 'Limit' | 'Select' | 'IndexName'>

/** What is read, item by item, until the page is full. */
export type Page = {
  readonly take: (place: Place) => boolean
  readonly answer: () => {
    readonly Items?: Attributes[]
    readonly Count: number
    readonly ScannedCount: number
    readonly LastEvaluatedKey?: Record<string, AttributeValue>
  }
  readonly bytes: () => number
}

type Means = {
  readonly table: Table
  readonly index: IndexDefinition | undefined
  readonly past: Past | undefined
  readonly filter: Condition | undefined
  readonly scope: Scope
  readonly show: (item: Attributes) => Attributes
}

/** The attributes of an index that does not show whole items. */
export const namesShown = (table: Table, index: IndexDefinition): readonly string[] => [
  ...keyNames(table.definition.key),
  ...keyNames(index.key),
  ...(index.shows ?? []),
]

/** What an item shows in an index. */
const inIndex = (table: Table, index: IndexDefinition | undefined, item: Attributes): Attributes =>
  index?.shows ? onlyNamed(item, namesShown(table, index)) : item

const doesCount = ({ Select, IndexName }: Paged): boolean => {
  if (Select === undefined || Select === 'SPECIFIC_ATTRIBUTES') return false
  if (Select === 'COUNT') return true
  const isAll = Select === (IndexName === undefined ? 'ALL_ATTRIBUTES' : 'ALL_PROJECTED_ATTRIBUTES')
  if (!isAll) throw unknown(`Select ${Select} of ${IndexName ?? 'a table'}`)
  return false
}

/** Opens a page: it takes items until there are as many as were asked for, or a megabyte. */
export const openPage = (input: Paged, { table, index, past, filter, scope, show }: Means): Page => {
  const { Limit = Number.POSITIVE_INFINITY } = input
  if (Limit < 1)
    throw invalid(
      `1 validation error detected: Value '${Limit}' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1`,
    )
  const count = doesCount(input)
  const found: Attributes[] = []
  let [scanned, matched, bytes] = [0, 0, 0]
  let last: Attributes | undefined
  const take = ({ slot }: Place): boolean => {
    const stored = past?.has(slot) ? past.get(slot) : slot.item
    if (!stored) return true
    const item = inIndex(table, index, stored)
    scanned += 1
    bytes += item === slot.item ? slot.bytes : storedSize(item)
    if (!filter || holds(filter.term, item, scope)) {
      matched += 1
      if (!count) found.push(show(item))
    }
    const isFull = scanned >= Limit || bytes >= mostBytes
    if (isFull)
      last = onlyNamed(stored, [...keyNames(table.definition.key), ...(index ? keyNames(index.key) : [])])
    return !isFull
  }
  return {
    take,
    answer: () => ({
      ...(!count && { Items: found }),
      Count: matched,
      ScannedCount: scanned,
      ...(last && { LastEvaluatedKey: last }),
    }),
    bytes: () => bytes,
  }
}

/** Reads where a page begins: a key of the table, and of the index where one is read. */
export const readStart = (
  table: Table,
  index: IndexDefinition | undefined,
  key: Readonly<Record<string, AttributeValue>>,
): Attributes => {
  const names = new Set([...keyNames(table.definition.key), ...(index ? keyNames(index.key) : [])])
  const isKey = Object.keys(key).length === names.size && [...names].every((name) => Boolean(key[name]?.S))
  if (!isKey) throw invalid('The provided starting key is invalid')
  return key
}

export const textOf = (item: Attributes, name: string): string => item[name]?.S ?? ''
