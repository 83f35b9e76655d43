import type {
  BatchGetItemCommandInput,
  BatchGetItemCommandOutput,
  KeysAndAttributes,
} from '@aws-sdk/client-dynamodb'
import type { Attributes } from '../attributes.ts'
import { invalid } from '../errors.ts'
import type { Table } from '../table.ts'
import type { Answer } from './get-item.ts'
import { shownBy } from './get-item.ts'
import type { Moment, Tables } from './request.ts'
import { billedEach, itemAt, pastOf, readKey, readUnits, refuseUnknown, tableOf } from './request.ts'

const members: ReadonlySet<string> = new Set(['RequestItems', 'ReturnConsumedCapacity'])
const tableMembers: ReadonlySet<string> = new Set([
  ...['Keys', 'ConsistentRead', 'ProjectionExpression', 'ExpressionAttributeNames'],
])
const mostKeys = 100
/** An answer ends at 16 MB; the rest stays unprocessed. */
const mostBytes = 16 * 1024 * 1024

type Asked = {
  readonly table: Table
  readonly part: KeysAndAttributes
  readonly show: (item: Attributes) => Attributes
}

const readPart = (tables: Tables, name: string, part: KeysAndAttributes): Asked => {
  refuseUnknown(part, tableMembers)
  const show = shownBy(part)
  return { table: tableOf(tables, name), part, show }
}

const refuseTwice = (table: Table, keys: KeysAndAttributes['Keys'] = []): void => {
  const { pk, sk } = table.definition.key
  const names = new Set(keys.map(({ [pk]: first, [sk]: second }) => JSON.stringify([first, second])))
  if (names.size < keys.length) throw invalid('Provided list of item keys contains duplicates')
}

/** Reads up to a hundred items; the last of them may be left for another call. */
export const batchGetItem = (
  tables: Tables,
  input: BatchGetItemCommandInput,
  moment: Moment,
): Answer<BatchGetItemCommandOutput> => {
  refuseUnknown(input, members)
  const parts = Object.entries(input.RequestItems ?? {})
  const asked = parts.reduce((sum, [, { Keys = [] }]) => sum + Keys.length, 0)
  if (parts.length === 0)
    throw invalid(
      "1 validation error detected: Value '{}' at 'requestItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
    )
  if (parts.some(([, { Keys = [] }]) => Keys.length === 0))
    throw invalid('The list of keys in RequestItems for BatchGetItem is required')
  if (asked > mostKeys) throw invalid('Too many items requested for the BatchGetItem call')
  const reads = parts.map(([name, part]) => readPart(tables, name, part))
  for (const { table, part } of reads) refuseTwice(table, part.Keys)

  const Responses: Record<string, Attributes[]> = {}
  const UnprocessedKeys: Record<string, KeysAndAttributes> = {}
  const units = new Map<Table, number>()
  let left = asked - moment.unprocessed
  let bytes = 0
  for (const { table, part, show } of reads) {
    const { name } = table.definition
    const past = pastOf(table, moment, part.ConsistentRead)
    const found: Attributes[] = []
    const unprocessed: Attributes[] = []
    for (const key of part.Keys ?? []) {
      left -= 1
      if (left < 0 || bytes > mostBytes) {
        unprocessed.push(key)
        continue
      }
      const { pk, sk } = readKey(table, key)
      const { item, bytes: size } = itemAt(table, pk, sk, past)
      units.set(table, (units.get(table) ?? 0) + readUnits(size, part.ConsistentRead))
      bytes += size
      if (item) found.push(show(item))
    }
    Responses[name] = found
    if (unprocessed.length > 0) UnprocessedKeys[name] = { ...part, Keys: unprocessed }
  }
  return { Responses, UnprocessedKeys, ...billedEach(input.ReturnConsumedCapacity, units) }
}
