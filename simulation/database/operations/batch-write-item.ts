import type {
  BatchWriteItemCommandInput,
  BatchWriteItemCommandOutput,
  WriteRequest,
} from '@aws-sdk/client-dynamodb'
import { invalid } from '../errors.ts'
import type { Table } from '../table.ts'
import type { Answer } from './get-item.ts'
import type { Moment, Tables } from './request.ts'
import { billedEach, refuseUnknown } from './request.ts'
import type { Step } from './write.ts'
import { carryOut, stepOf, toDelete, toPut, understood, unitsOf } from './write.ts'

const members: ReadonlySet<string> = new Set(['RequestItems', 'ReturnConsumedCapacity'])
const requestMembers: ReadonlySet<string> = new Set(['PutRequest', 'DeleteRequest'])
const mostWrites = 25

const readRequest = (tables: Tables, TableName: string, request: WriteRequest): Step => {
  refuseUnknown(request, requestMembers)
  const { PutRequest, DeleteRequest } = request
  if ((PutRequest === undefined) === (DeleteRequest === undefined))
    throw invalid(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    )
  const asked = PutRequest
    ? toPut(tables, { TableName, Item: PutRequest.Item })
    : toDelete(tables, { TableName, Key: DeleteRequest?.Key })
  return stepOf(understood(asked))
}

/** Writes up to 25 items, each for itself and without condition; the last of them may be left for another call. */
export const batchWriteItem = (
  tables: Tables,
  input: BatchWriteItemCommandInput,
  moment: Moment,
): Answer<BatchWriteItemCommandOutput> => {
  refuseUnknown(input, members)
  const requests = Object.entries(input.RequestItems ?? {}).flatMap(([name, each]) =>
    each.map((request) => ({ name, request })),
  )
  if (requests.length === 0) throw invalid('The batch write request list for a table cannot be null or empty')
  if (requests.length > mostWrites) throw invalid('Too many items requested for the BatchWriteItem call')
  const steps = requests.map(({ name, request }) => ({
    name,
    request,
    step: readRequest(tables, name, request),
  }))
  const named = new Set(
    steps.map(({ name, step }) => JSON.stringify([name, step.write.key.pk, step.write.key.sk])),
  )
  if (named.size < steps.length) throw invalid('Provided list of item keys contains duplicates')

  const done = steps.slice(0, Math.max(0, steps.length - moment.unprocessed))
  const units = new Map<Table, number>()
  for (const { step } of done) {
    const { table } = step.write
    if (input.ReturnConsumedCapacity) units.set(table, (units.get(table) ?? 0) + unitsOf(step))
    carryOut(step)
  }
  const UnprocessedItems: Record<string, WriteRequest[]> = {}
  for (const { name, request } of steps.slice(done.length))
    UnprocessedItems[name] = [...(UnprocessedItems[name] ?? []), request]
  return { UnprocessedItems, ...billedEach(input.ReturnConsumedCapacity, units) }
}
