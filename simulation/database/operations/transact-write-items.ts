import type {
  CancellationReason,
  TransactWriteItem,
  TransactWriteItemsCommandInput,
  TransactWriteItemsCommandOutput,
} from '@aws-sdk/client-dynamodb'
import { DynamoDBServiceException } from '@aws-sdk/client-dynamodb'
import { canceled, invalid } from '../errors.ts'
import type { Table } from '../table.ts'
import type { Answer } from './get-item.ts'
import type { Tables } from './request.ts'
import { billedEach, refuseUnknown } from './request.ts'
import type { Asked, Step, Write } from './write.ts'
import {
  carryOut,
  mayWrite,
  shownOnFailure,
  stepOf,
  toCheck,
  toDelete,
  toPut,
  toUpdate,
  unitsOf,
} from './write.ts'

const members: ReadonlySet<string> = new Set([
  ...['TransactItems', 'ClientRequestToken', 'ReturnConsumedCapacity'],
])
const shared = [
  ...['TableName', 'ConditionExpression', 'ExpressionAttributeNames', 'ExpressionAttributeValues'],
  'ReturnValuesOnConditionCheckFailure',
]
const putMembers: ReadonlySet<string> = new Set([...shared, 'Item'])
const keyMembers: ReadonlySet<string> = new Set([...shared, 'Key'])
const updateMembers: ReadonlySet<string> = new Set([...shared, 'Key', 'UpdateExpression'])

export const mostActions = 100
const mostBytes = 4 * 1024 * 1024

/** Refuses a list of a transaction that is empty, or too long. */
export const checkActions = (actions: readonly object[]): void => {
  const refuse = (bound: string) =>
    invalid(
      `1 validation error detected: Value at 'transactItems' failed to satisfy constraint: Member must have length ${bound}`,
    )
  if (actions.length < 1) throw refuse('greater than or equal to 1')
  if (actions.length > mostActions) throw refuse(`less than or equal to ${mostActions}`)
}

type Action = { readonly asked: Asked; readonly onFailure: string | undefined }

const readAction = (tables: Tables, { Put, Update, Delete, ConditionCheck }: TransactWriteItem): Action => {
  const given = [Put, Update, Delete, ConditionCheck].flatMap((each) => each ?? [])
  const [only] = given
  if (given.length !== 1 || !only)
    throw invalid('TransactItems can only contain one of Check, Put, Update or Delete')
  refuseUnknown(only, Put ? putMembers : Update ? updateMembers : keyMembers)
  const ask = (): Asked => {
    if (Put) return toPut(tables, Put)
    if (Update) return toUpdate(tables, Update)
    return Delete ? toDelete(tables, Delete) : toCheck(tables, ConditionCheck ?? {})
  }
  return { asked: ask(), onFailure: only.ReturnValuesOnConditionCheckFailure }
}

const fine: CancellationReason = { Code: 'None' }

const reasonOf = (error: unknown): CancellationReason => {
  if (!(error instanceof DynamoDBServiceException)) throw error
  return { Code: 'ValidationError', Message: error.message }
}

/**
 * Finds the item of each action; a key that no item can have is a reason. All values and expressions are read before any
 * table is looked for, and the tables in the order of the actions. After a change of a key nobody looks whether placeholders
 * are of use.
 */
const findItems = (actions: readonly Action[]): readonly (Write | CancellationReason)[] => {
  for (const { asked } of actions) asked.values()
  const means = actions.map(({ asked }) => asked.means())
  let isKeyChanged = false
  for (const [at, { asked }] of actions.entries()) {
    asked.table()
    if (!isKeyChanged) asked.refuseIdle()
    isKeyChanged ||= asked.changesKey(means[at] as ReturnType<Asked['means']>)
  }
  return actions.map(({ asked }, at) => {
    try {
      return asked.write(means[at] as ReturnType<Asked['means']>, asked.target())
    } catch (error) {
      return reasonOf(error)
    }
  })
}

const refuseTwice = (writes: readonly Write[]): void => {
  const items = new Set(
    writes.map(({ table, key }) => JSON.stringify([table.definition.name, key.pk, key.sk])),
  )
  if (items.size < writes.length)
    throw invalid('Transaction request cannot include multiple operations on one item')
}

/** What an action comes to: a step that can be carried out, or the reason why it cannot. */
const judge = (write: Write, onFailure: string | undefined): Step | CancellationReason => {
  if (!mayWrite(write)) {
    const Item = shownOnFailure(onFailure, write)
    return {
      Code: 'ConditionalCheckFailed',
      Message: 'The conditional request failed',
      ...(Item && { Item }),
    }
  }
  try {
    return stepOf(write)
  } catch (error) {
    return reasonOf(error)
  }
}

/**
 * Writes all or nothing.
 * @throws TransactionCanceledException with a reason for each action, when one cannot be carried out
 */
export const transactWriteItems = (
  tables: Tables,
  input: TransactWriteItemsCommandInput,
): Answer<TransactWriteItemsCommandOutput> => {
  refuseUnknown(input, members)
  const { TransactItems = [] } = input
  checkActions(TransactItems)
  const actions = TransactItems.map((item) => readAction(tables, item))
  const writes = findItems(actions)
  refuseTwice(writes.flatMap((each) => ('table' in each ? [each] : [])))
  const judged = writes.map((each, at) => ('table' in each ? judge(each, actions[at]?.onFailure) : each))
  if (judged.some((each) => !('write' in each)))
    throw canceled(judged.map((each) => ('write' in each ? fine : each)))
  const steps = judged.flatMap((each) => ('write' in each ? [each] : []))
  if (steps.reduce((sum, { bytes }) => sum + bytes, 0) > mostBytes)
    throw invalid('Transaction request cannot exceed 4 MB')
  const units = new Map<Table, number>()
  for (const step of steps) {
    const { table } = step.write
    if (input.ReturnConsumedCapacity) units.set(table, (units.get(table) ?? 0) + 2 * unitsOf(step))
    carryOut(step)
  }
  return billedEach(input.ReturnConsumedCapacity, units)
}
