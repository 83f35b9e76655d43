import type { CancellationReason } from '@aws-sdk/client-dynamodb'
import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb'
import { asStored } from '#shared/edge/item.ts'

/** Why each write failed, in their order; a write that was not in a transaction is the only one. */
const reasonsOf = (error: unknown): readonly CancellationReason[] => {
  if (error instanceof TransactionCanceledException) return error.CancellationReasons ?? []
  if (error instanceof TransactionConflictException) return [{ Code: 'TransactionConflict' }]
  if (error instanceof ConditionalCheckFailedException) {
    const Code = 'ConditionalCheckFailed'
    return [error.Item ? { Code, Item: error.Item } : { Code }]
  }
  return []
}

/** The writes whose conditions failed, each with the item that stood there. */
export const failedConditions = (error: unknown) =>
  reasonsOf(error).flatMap(({ Code, Item: found }, index) =>
    Code === 'ConditionalCheckFailed' ? [found ? { index, existing: asStored(found) } : { index }] : [],
  )

const passing = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'])

/** Whether a transaction failed only because of others in flight or of load: the same call may succeed. */
export const clashed = (error: unknown): boolean =>
  reasonsOf(error).some(({ Code }) => Code !== undefined && passing.has(Code))
