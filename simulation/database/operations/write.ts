import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import type { Attributes } from '../attributes.ts'
import { copiedItem } from '../attributes.ts'
import { invalid } from '../errors.ts'
import type { Condition } from '../expressions/condition.ts'
import { checkOperands, holds, readCondition } from '../expressions/condition.ts'
import type { Scope } from '../expressions/scope.ts'
import { refuseIdle, scopeOf } from '../expressions/scope.ts'
import type { Update } from '../expressions/update.ts'
import { changedKey, checkUpdate, readUpdate, refuseKeyChange, updated } from '../expressions/update.ts'
import { keyNames, placeIn, Table } from '../table.ts'
import type { Tables } from './request.ts'
import { readKey, tableOf, writeUnits } from './request.ts'

type Expressions = {
  readonly TableName?: string | undefined
  readonly ConditionExpression?: string | undefined
  readonly ExpressionAttributeNames?: Record<string, string> | undefined
  readonly ExpressionAttributeValues?: Record<string, AttributeValue> | undefined
}

type Key = { readonly pk: string; readonly sk: string }

/** What the expressions of a write say. */
type Means = { readonly condition: Condition | undefined; readonly update?: Update; readonly scope: Scope }

/** Which item a write is of, and the item that is to stand there where the request has it. */
type Target = { readonly key: Key; readonly item?: Attributes }

/** A write as it was asked for. Its expressions are read apart from its item: a transaction reads all of them first. */
export type Asked = {
  readonly table: () => Table
  /** Copies what is given of its item, where every value is one. */
  readonly values: () => Attributes
  readonly means: () => Means
  /** Refuses placeholders that no expression could use; `means` leaves them. */
  readonly refuseIdle: () => void
  /** Whether it changes what no write may: its own key. */
  readonly changesKey: (means: Means) => boolean
  readonly target: () => Target
  readonly write: (means: Means, target: Target) => Write
}

/** A write that is understood, and whose item is found; nothing has happened yet. */
export type Write = Means & {
  readonly table: Table
  readonly key: Key
  readonly before: Attributes | undefined
  /**
   * The item that is to stand there; undefined: none.
   * @throws ValidationException where what stands there does not allow it
   */
  readonly after: () => Attributes | undefined
}

const nothing: Scope = { names: {}, values: {} }

const readMeans = (input: Expressions, updateText?: string): Means => {
  const update = updateText === undefined ? undefined : readUpdate(updateText)
  const condition =
    input.ConditionExpression === undefined
      ? undefined
      : readCondition(input.ConditionExpression, 'ConditionExpression')
  const scope = condition || update ? scopeOf(input, [condition, update]) : nothing
  if (update) checkUpdate(update, scope)
  if (condition) checkOperands(condition, scope)
  return { condition, scope, ...(update && { update }) }
}

const found = (table: Table, means: Means, { key }: Target) => ({
  ...means,
  ...{ table, key },
  before: table.slot(key.pk, key.sk)?.item,
})

/** Understands a write that stands alone: its item is looked at first. */
export const understood = ({ target, means, refuseIdle: refuse, write }: Asked): Write => {
  const of = target()
  refuse()
  return write(means(), of)
}

const neverOfKey = { changesKey: () => false }

const refuseIdleOf = (input: Expressions): void => {
  if (input.ConditionExpression === undefined) refuseIdle(input)
}

export const toPut = (
  tables: Tables,
  input: Expressions & { readonly Item?: Record<string, AttributeValue> | undefined },
): Asked => {
  const table = () => tableOf(tables, input.TableName)
  let copy: Attributes | undefined
  const values = () => {
    copy ??= copiedItem(input.Item ?? {})
    return copy
  }
  return {
    ...{ table, values, ...neverOfKey },
    means: () => readMeans(input),
    refuseIdle: () => refuseIdleOf(input),
    target: () => {
      const own = table()
      const item = values()
      return { key: own.keyOf(item), item }
    },
    write: (means, target) => ({ ...found(table(), means, target), after: () => target.item }),
  }
}

type Keyed = Expressions & { readonly Key?: Record<string, AttributeValue> | undefined }

export const toDelete = (tables: Tables, input: Keyed): Asked => {
  const table = () => tableOf(tables, input.TableName)
  return {
    ...{ table, values: () => copiedItem(input.Key ?? {}), ...neverOfKey },
    means: () => readMeans(input),
    refuseIdle: () => refuseIdleOf(input),
    target: () => ({ key: readKey(table(), input.Key) }),
    write: (means, target) => ({ ...found(table(), means, target), after: () => undefined }),
  }
}

/** A condition on an item that stays as it is. */
export const toCheck = (tables: Tables, input: Keyed): Asked => {
  const asked = toDelete(tables, input)
  const write: Asked['write'] = (means, target) => {
    const deletion = asked.write(means, target)
    return { ...deletion, after: () => deletion.before }
  }
  return { ...asked, write }
}

export const toUpdate = (
  tables: Tables,
  input: Keyed & { readonly UpdateExpression?: string | undefined },
): Asked => {
  const table = () => tableOf(tables, input.TableName)
  const write: Asked['write'] = (means, target) => {
    const { update, scope } = means
    const own = found(table(), means, target)
    const { key: names } = own.table.definition
    const after = () => {
      if (update) refuseKeyChange(update, scope, keyNames(names))
      const base = own.before ?? { [names.pk]: { S: own.key.pk }, [names.sk]: { S: own.key.sk } }
      const item = update ? updated(base, update, scope) : base
      own.table.keyOf(item)
      return item
    }
    return { ...own, after }
  }
  return {
    ...{ table, values: () => copiedItem(input.Key ?? {}) },
    means: () => readMeans(input, input.UpdateExpression),
    refuseIdle: () => input.UpdateExpression === undefined && refuseIdleOf(input),
    changesKey: ({ update, scope }) =>
      update !== undefined && changedKey(update, scope, keyNames(table().definition.key)) !== undefined,
    target: () => ({ key: readKey(table(), input.Key) }),
    write,
  }
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
