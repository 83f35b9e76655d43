import type { AttributeValue, CancellationReason } from '@aws-sdk/client-dynamodb'
import {
  ConditionalCheckFailedException,
  DynamoDBServiceException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb'
import type { Stored } from '#shared/edge/store/item.ts'

/** A transaction is written whole or not at all; `rejected` names each failed condition and the item that stood there. */
export type WriteResult =
  | { readonly status: 'written' }
  | {
      readonly status: 'rejected'
      readonly failed: readonly { readonly index: number; readonly existing?: Stored }[]
    }

/** Why each write failed, in their order (a write that was not in a transaction is the only one); none when nothing says. */
export const reasonsOf = (error: unknown): readonly CancellationReason[] => {
  if (error instanceof TransactionCanceledException) return error.CancellationReasons ?? []
  if (error instanceof TransactionConflictException) return [{ Code: 'TransactionConflict' }]
  if (error instanceof ConditionalCheckFailedException) {
    const Code = 'ConditionalCheckFailed'
    return [error.Item ? { Code, Item: error.Item } : { Code }]
  }
  return []
}

/** The writes whose conditions failed, each with the item that stood there. */
export const failedConditions = (
  reasons: readonly CancellationReason[],
  see: (found: Record<string, AttributeValue>) => Stored,
) =>
  reasons.flatMap(({ Code, Item: found }, index) =>
    Code === 'ConditionalCheckFailed' ? [found ? { index, existing: see(found) } : { index }] : [],
  )

const passing = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'])

/** Whether writes failed only because of others in flight or of load: the same call may succeed. */
export const clashed = (reasons: readonly CancellationReason[]): boolean =>
  reasons.some(({ Code }) => Code !== undefined && passing.has(Code))

/**
 * Whether the service refused a request, so that it is certain to have written nothing. The client tries several times
 * and tells of the last: that one may have been throttled after the answer to an earlier one was lost. A cancellation is
 * certain all the same, since an attempt that had been carried out would be answered by its token.
 */
export const wasRefused = (error: unknown): boolean =>
  error instanceof DynamoDBServiceException &&
  error.$fault === 'client' &&
  (error.$metadata.attempts === 1 || reasonsOf(error).length > 0)
