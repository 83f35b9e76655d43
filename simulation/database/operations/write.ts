import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import type { Attributes } from '../attributes.ts'
import { copiedItem } from '../attributes.ts'
import { invalid } from '../errors.ts'
import type { Condition } from '../expressions/condition.ts'
import { checkOperands, holds, readCondition } from '../expressions/condition.ts'
import type { Scope } from '../expressions/scope.ts'
import { scopeOf } from '../expressions/scope.ts'
import type { Update } from '../expressions/update.ts'
import { checkUpdate, readUpdate, updated } from '../expressions/update.ts'
import { keyNames, placeIn, Table } from '../table.ts'
import type { Tables } from './request.ts'
import { readKey, tableOf, writeUnits } from './request.ts'

type Expressions = {
  readonly TableName?: string | undefined
  readonly ConditionExpression?: string | undefined
  readonly ExpressionAttributeNames?: Record<string, string> | undefined
  readonly ExpressionAttributeValues?: Record<string, AttributeValue> | undefined
}

/** A write that is understood, and whose item is found; nothing has happened yet. */
export type Write = {
  readonly table: Table
  readonly key: { readonly pk: string; readonly sk: string }
  readonly before: Attributes | undefined
  readonly condition: Condition | undefined
  readonly scope: Scope
  /**
   * The item that is to stand there; undefined: none.
   * @throws ValidationException where what stands there does not allow it
   */
  readonly after: () => Attributes | undefined
}

const opened = (tables: Tables, input: Expressions, update?: Update) => {
  const condition =
    input.ConditionExpression === undefined
      ? undefined
      : readCondition(input.ConditionExpression, 'ConditionExpression')
  const scope = scopeOf(input, [condition, update])
  if (condition) checkOperands(condition, scope)
  return { condition, scope, table: tableOf(tables, input.TableName) }
}

const at = (table: Table, key: { readonly pk: string; readonly sk: string }) => ({
  key,
  before: table.slot(key.pk, key.sk)?.item,
})

export const toPut = (
  tables: Tables,
  input: Expressions & { readonly Item?: Record<string, AttributeValue> | undefined },
): Write => {
  const { table, ...means } = opened(tables, input)
  const item = copiedItem(input.Item ?? {})
  const key = table.keyOf(item)
  return { table, ...means, ...at(table, key), after: () => item }
}

type Keyed = Expressions & { readonly Key?: Record<string, AttributeValue> | undefined }

export const toDelete = (tables: Tables, input: Keyed): Write => {
  const { table, ...means } = opened(tables, input)
  return { table, ...means, ...at(table, readKey(table, input.Key)), after: () => undefined }
}

/** A condition on an item that stays as it is. */
export const toCheck = (tables: Tables, input: Keyed): Write => {
  const write = toDelete(tables, input)
  return { ...write, after: () => write.before }
}

export const toUpdate = (
  tables: Tables,
  input: Keyed & { readonly UpdateExpression?: string | undefined },
): Write => {
  const update = input.UpdateExpression === undefined ? undefined : readUpdate(input.UpdateExpression)
  const { table, ...means } = opened(tables, input, update)
  const { key } = table.definition
  if (update) checkUpdate(update, means.scope, keyNames(key))
  const place = at(table, readKey(table, input.Key))
  const after = () => {
    const base = place.before ?? { [key.pk]: { S: place.key.pk }, [key.sk]: { S: place.key.sk } }
    const item = update ? updated(base, update, means.scope) : base
    table.keyOf(item)
    return item
  }
  return { table, ...means, ...place, after }
}

/** Whether the condition of a write holds of what stands there. */
export const mayWrite = ({ condition, before, scope }: Write): boolean =>
  !condition || holds(condition.term, before ?? {}, scope)

/** What a write does, once nothing is in its way. */
export type Step = { readonly write: Write; readonly item: Attributes | undefined; readonly bytes: number }

/** Works out what a write leaves, which must not be too large. */
export const stepOf = (write: Write): Step => {
  const item = write.after()
  return { write, item, bytes: item && item !== write.before ? Table.bytesOf(item) : 0 }
}

export const carryOut = ({ write: { table, key, before }, item, bytes }: Step): void => {
  // The condition alone was asked for.
  if (item === before) return
  table.write(key, item, { bytes })
}

/** Units of a write by AWS's rule: the larger of both items, and an index where it shows or moves the item. */
export const unitsOf = ({ write: { table, key, before }, item, bytes }: Step): number => {
  const old = table.slot(key.pk, key.sk)?.bytes ?? 0
  const base = writeUnits(Math.max(bytes, old))
  return table.definition.indexes.reduce((units, index) => {
    const [from, to] = [placeIn(index, before), placeIn(index, item)]
    const moves = from?.pk !== to?.pk || from?.sk !== to?.sk
    if (!from && !to) return units
    if (!moves) return index.shows ? units : units + base
    return units + (from && to ? 2 : 1) * (index.shows ? 1 : base)
  }, base)
}

/** What a condition that failed shows of the item that stood there. */
export const shownOnFailure = (asked: string | undefined, { before }: Write): Attributes | undefined => {
  if (asked === undefined || asked === 'NONE') return undefined
  if (asked === 'ALL_OLD') return before
  throw invalid(
    `1 validation error detected: Value '${asked}' at 'returnValuesOnConditionCheckFailure' failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, NONE]`,
  )
}
