import type { AwsFault } from '../http/aws-json.ts'

const fault = (name: string, message: string, members: AwsFault['members'] = {}): AwsFault => ({
  status: 400,
  type: `com.amazonaws.dynamodb.v20120810#${name}`,
  message,
  // DynamoDB spells it with a capital in the errors that carry more than a message.
  members: { Message: message, ...members },
})

/** The two errors by which DynamoDB throttles; clients must take both for the same. */
export const throttled: readonly [AwsFault, AwsFault] = [
  fault(
    'ProvisionedThroughputExceededException',
    'The level of configured provisioned throughput for the table was exceeded.',
  ),
  fault('ThrottlingException', 'Throughput exceeds the current throughput limit for your table or index.'),
]

/** A write outside a transaction met a transaction on the same item. */
export const writeConflict = fault('TransactionConflictException', 'Transaction is ongoing for the item')

/** A transaction was cancelled because of some of its items, told by position. */
export const transactionCancelled = (conflicts: readonly boolean[]): AwsFault => {
  const reasons = conflicts.map((conflict) =>
    conflict
      ? { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' }
      : { Code: 'None' },
  )
  const codes = reasons.map((reason) => reason.Code).join(', ')
  return fault(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { CancellationReasons: reasons },
  )
}
