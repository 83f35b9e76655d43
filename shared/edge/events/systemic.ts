import { DynamoDBServiceException } from '@aws-sdk/client-dynamodb'
import { clashed, reasonsOf } from '#shared/edge/store/write-outcome.ts'
import { TongchouError } from '#shared/kernel/errors.ts'

/** What AWS answers where the request itself is at fault. All else it answers of the state that it or our account is in. */
const aboutTheRequest = new Set([
  'ValidationException',
  'SerializationException',
  'ConditionalCheckFailedException',
  'TransactionCanceledException',
  'TransactionConflictException',
  'TransactionInProgressException',
  'IdempotentParameterMismatchException',
  'DuplicateItemException',
  'ItemCollectionSizeLimitExceededException',
  'NoSuchKey',
])

/** What the network answers, and what the SDK says when nobody answers or it finds no credentials. */
const unreachable = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EPIPE', 'EHOSTUNREACH'],
  ...['TimeoutError', 'NetworkingError', 'AbortError', 'CredentialsProviderError'],
])

/** Codes of our own for what no message is at fault for. */
const ours = new Set(['environment.missing', 'ask.failed'])

const isOfService = (error: object): error is { readonly name: string } => '$metadata' in error

/**
 * Whether a failure is of what everything needs, and not of one message: a table that throttles or does not answer, a right
 * or a key that is missing. Then the next message would fail too.
 */
export const isSystemic = (error: unknown): boolean => {
  if (typeof error !== 'object' || error === null) return false
  const { name, code, cause, errors } = error as Readonly<Record<string, unknown>>
  if (error instanceof TongchouError && ours.has(error.code)) return true
  if (error instanceof DynamoDBServiceException && reasonsOf(error).length > 0)
    return clashed(reasonsOf(error).filter(({ Code }) => Code !== 'TransactionConflict'))
  if (isOfService(error)) return !aboutTheRequest.has(error.name)
  if (unreachable.has(String(name)) || unreachable.has(String(code))) return true
  return (Array.isArray(errors) && errors.some(isSystemic)) || isSystemic(cause)
}
