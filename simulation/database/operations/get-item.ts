import type { GetItemCommandInput, GetItemCommandOutput } from '@aws-sdk/client-dynamodb'
import type { Attributes } from '../attributes.ts'
import { onlyNamed, readProjection, shownNames } from '../expressions/projection.ts'
import { scopeOf } from '../expressions/scope.ts'
import type { Moment, Tables } from './request.ts'
import { billed, itemAt, pastOf, readKey, readUnits, refuseUnknown, tableOf } from './request.ts'

export type Answer<Output> = Omit<Output, '$metadata'>

type Shown = Pick<GetItemCommandInput, 'ProjectionExpression' | 'ExpressionAttributeNames'>

/** Makes what an answer shows of an item. */
export const shownBy = (input: Shown): ((item: Attributes) => Attributes) => {
  const text = input.ProjectionExpression
  const projection = text === undefined ? undefined : readProjection(text)
  const scope = scopeOf({ ExpressionAttributeNames: input.ExpressionAttributeNames }, [projection])
  if (!projection) return (item) => item
  const names = shownNames(projection, scope)
  return (item) => onlyNamed(item, names)
}

const members: ReadonlySet<string> = new Set([
  ...['TableName', 'Key', 'ConsistentRead', 'ReturnConsumedCapacity'],
  ...['ProjectionExpression', 'ExpressionAttributeNames'],
])

/** Reads one item. */
export const getItem = (
  tables: Tables,
  input: GetItemCommandInput,
  moment: Moment,
): Answer<GetItemCommandOutput> => {
  refuseUnknown(input, members)
  const show = shownBy(input)
  const table = tableOf(tables, input.TableName)
  const { pk, sk } = readKey(table, input.Key)
  const { item, bytes } = itemAt(table, pk, sk, pastOf(table, moment, input.ConsistentRead))
  return {
    ...(item && { Item: show(item) }),
    ...billed(input.ReturnConsumedCapacity, table, readUnits(bytes, input.ConsistentRead)),
  }
}
