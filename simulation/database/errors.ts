import type { AttributeValue, CancellationReason } from '@aws-sdk/client-dynamodb'
import {
  ConditionalCheckFailedException,
  DynamoDBServiceException,
  IdempotentParameterMismatchException,
  InternalServerError,
  ProvisionedThroughputExceededException,
  ResourceNotFoundException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb'
import { TongchouError } from '#shared/kernel/errors.ts'

const badRequest = { httpStatusCode: 400 }

/** Makes an answer of the database that is an error: where in this process it was made is nobody's business, and costs most of it. */
const untraced = <Made extends Error>(make: () => Made): Made => {
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 0
  try {
    return make()
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
}

/** A request that DynamoDB would not take, in its own words. */
export const invalid = (message: string): DynamoDBServiceException =>
  new DynamoDBServiceException({
    name: 'ValidationException',
    $fault: 'client',
    message,
    $metadata: badRequest,
  })

/** Something that DynamoDB has and this database has not: nobody here has used it yet. */
export const unknown = (what: string): TongchouError =>
  new TongchouError('simulation.unknown-request', `The database of the simulation does not know ${what}.`)

export const noSuchTable = (): ResourceNotFoundException =>
  new ResourceNotFoundException({
    message: 'Cannot do operations on a non-existent table',
    $metadata: badRequest,
  })

/** A single write whose condition failed, with the item that stood there if it was asked for. */
export const conditionFailed = (
  Item: Record<string, AttributeValue> | undefined,
): ConditionalCheckFailedException =>
  untraced(
    () =>
      new ConditionalCheckFailedException({
        message: 'The conditional request failed',
        $metadata: badRequest,
        ...(Item && { Item }),
      }),
  )

/** A transaction of which nothing was written, with a reason for each of its items. */
export const canceled = (CancellationReasons: CancellationReason[]): TransactionCanceledException =>
  untraced(
    () =>
      new TransactionCanceledException({
        message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${CancellationReasons.map(({ Code }) => Code).join(', ')}]`,
        $metadata: badRequest,
        CancellationReasons,
      }),
  )

export const parametersDiffer = (): IdempotentParameterMismatchException =>
  new IdempotentParameterMismatchException({
    message: 'The request uses the same client token as a previous, but non-identical request',
    $metadata: badRequest,
  })

/** A single write that met a transaction in flight. */
export const inConflict = (): TransactionConflictException =>
  untraced(
    () =>
      new TransactionConflictException({
        message: 'Transaction is ongoing for the item',
        $metadata: badRequest,
      }),
  )

export const throttled = (): ProvisionedThroughputExceededException =>
  untraced(
    () =>
      new ProvisionedThroughputExceededException({
        message: 'The level of configured provisioned throughput for the table was exceeded',
        $metadata: badRequest,
      }),
  )

export const outOfService = (): InternalServerError =>
  new InternalServerError({ message: 'Internal server error', $metadata: { httpStatusCode: 500 } })

/** The connection ended before the answer: the client cannot know whether it was carried out. */
export const answerLost = (): Error =>
  Object.assign(new Error('socket hang up'), { name: 'TimeoutError', code: 'ECONNRESET' })

export const denied = (): DynamoDBServiceException =>
  new DynamoDBServiceException({
    name: 'AccessDeniedException',
    $fault: 'client',
    message: 'User is not authorized to perform the action on the resource',
    $metadata: badRequest,
  })
