import type {
  DeleteItemCommandInput,
  DeleteItemCommandOutput,
  PutItemCommandInput,
  PutItemCommandOutput,
  UpdateItemCommandInput,
  UpdateItemCommandOutput,
} from '@aws-sdk/client-dynamodb'
import type { Attributes } from '../attributes.ts'
import { conditionFailed, invalid, unknown } from '../errors.ts'
import type { Answer } from './get-item.ts'
import type { Tables } from './request.ts'
import { billed, refuseUnknown } from './request.ts'
import type { Write } from './write.ts'
import {
  carryOut,
  mayWrite,
  shownOnFailure,
  stepOf,
  toDelete,
  toPut,
  toUpdate,
  understood,
  unitsOf,
} from './write.ts'

const shared = [
  ...['TableName', 'ConditionExpression', 'ExpressionAttributeNames', 'ExpressionAttributeValues'],
  ...['ReturnValues', 'ReturnValuesOnConditionCheckFailure', 'ReturnConsumedCapacity'],
]
const putMembers: ReadonlySet<string> = new Set([...shared, 'Item'])
const deleteMembers: ReadonlySet<string> = new Set([...shared, 'Key'])
const updateMembers: ReadonlySet<string> = new Set([...shared, 'Key', 'UpdateExpression'])

type Asked = Pick<
  UpdateItemCommandInput,
  'ReturnValues' | 'ReturnValuesOnConditionCheckFailure' | 'ReturnConsumedCapacity'
>

const returned = (
  asked: string | undefined,
  before: Attributes | undefined,
  after: Attributes | undefined,
): Attributes | undefined => {
  if (asked === undefined || asked === 'NONE') return undefined
  if (asked === 'ALL_OLD') return before
  if (asked === 'ALL_NEW') return after
  throw unknown(`ReturnValues ${asked}`)
}

const carryOutAlone = (write: Write, asked: Asked): Answer<PutItemCommandOutput> => {
  if (!mayWrite(write))
    throw conditionFailed(shownOnFailure(asked.ReturnValuesOnConditionCheckFailure, write))
  const step = stepOf(write)
  const units = asked.ReturnConsumedCapacity ? unitsOf(step) : 0
  carryOut(step)
  const shown = returned(asked.ReturnValues, write.before, step.item)
  return {
    ...(shown && { Attributes: shown }),
    ...billed(asked.ReturnConsumedCapacity, write.table, units),
  }
}

const refuseNew = ({ ReturnValues }: Asked): void => {
  if (ReturnValues !== undefined && ReturnValues !== 'NONE' && ReturnValues !== 'ALL_OLD')
    throw invalid('Return values set to invalid value')
}

/** Puts one item in its place, if a condition holds of what stands there. */
export const putItem = (tables: Tables, input: PutItemCommandInput): Answer<PutItemCommandOutput> => {
  refuseUnknown(input, putMembers)
  refuseNew(input)
  return carryOutAlone(understood(toPut(tables, input)), input)
}

export const deleteItem = (
  tables: Tables,
  input: DeleteItemCommandInput,
): Answer<DeleteItemCommandOutput> => {
  refuseUnknown(input, deleteMembers)
  refuseNew(input)
  return carryOutAlone(understood(toDelete(tables, input)), input)
}

/** Changes parts of an item, which comes into being if it is not there. */
export const updateItem = (
  tables: Tables,
  input: UpdateItemCommandInput,
): Answer<UpdateItemCommandOutput> => {
  refuseUnknown(input, updateMembers)
  return carryOutAlone(understood(toUpdate(tables, input)), input)
}
