import type {
  BatchGetItemCommandInput,
  BatchWriteItemCommandInput,
  DeleteItemCommandInput,
  GetItemCommandInput,
  PutItemCommandInput,
  QueryCommandInput,
  ScanCommandInput,
  TransactGetItemsCommandInput,
  TransactWriteItemsCommandInput,
  UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb'
import { batchGetItem } from './operations/batch-get-item.ts'
import { batchWriteItem } from './operations/batch-write-item.ts'
import { getItem } from './operations/get-item.ts'
import { query } from './operations/query.ts'
import type { Moment, Tables } from './operations/request.ts'
import { scan } from './operations/scan.ts'
import { deleteItem, putItem, updateItem } from './operations/single-writes.ts'
import { transactGetItems } from './operations/transact-get-items.ts'
import { transactWriteItems } from './operations/transact-write-items.ts'

/** What each operation is given. */
export type Inputs = {
  readonly GetItem: GetItemCommandInput
  readonly BatchGetItem: BatchGetItemCommandInput
  readonly Query: QueryCommandInput
  readonly Scan: ScanCommandInput
  readonly PutItem: PutItemCommandInput
  readonly UpdateItem: UpdateItemCommandInput
  readonly DeleteItem: DeleteItemCommandInput
  readonly BatchWriteItem: BatchWriteItemCommandInput
  readonly TransactWriteItems: TransactWriteItemsCommandInput
  readonly TransactGetItems: TransactGetItemsCommandInput
}

export type OperationName = keyof Inputs

type Operations = {
  readonly [Name in OperationName]: (tables: Tables, input: Inputs[Name], moment: Moment) => object
}

/** What the database does, by DynamoDB's names. */
const operations: Operations = {
  GetItem: getItem,
  BatchGetItem: batchGetItem,
  Query: query,
  Scan: scan,
  PutItem: putItem,
  UpdateItem: updateItem,
  DeleteItem: deleteItem,
  BatchWriteItem: batchWriteItem,
  TransactWriteItems: transactWriteItems,
  TransactGetItems: transactGetItems,
}

export const isOperation = (name: string): name is OperationName => Object.hasOwn(operations, name)

/** Carries an operation out; what it is given is of the operation's own type. */
export const carryOut = (name: OperationName, tables: Tables, input: object, moment: Moment): object =>
  (operations[name] as (tables: Tables, input: object, moment: Moment) => object)(tables, input, moment)
