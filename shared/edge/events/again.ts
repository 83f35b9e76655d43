import type { DynamoDBRecord } from 'aws-lambda'

/** A recorded change as a publisher reads it, whichever way it comes. */
export type Recorded = Pick<DynamoDBRecord, 'eventName' | 'dynamodb'>

/** A change of an item that could not be published, as it lies among the dead letters of its outbox. */
export type AsideLetter = { readonly setAside: Recorded }

/** Records that are published once more, as they lie in the queue of their outbox. */
export type AgainLetter = { readonly again: readonly Recorded[] }

/** A message of a queue holds no more. */
export const mostAgainBytes = 240_000

const isWhole = ({ dynamodb }: Recorded): boolean => dynamodb?.NewImage !== undefined

/**
 * The records that a message of an outbox's queue holds; none where it names them without their items, as a change that was
 * too large to lie aside does, and a notice of a place in the stream.
 */
export const recordsIn = (body: object): readonly Recorded[] => {
  if ('again' in body) return (body as AgainLetter).again
  if ('setAside' in body) return [(body as AsideLetter).setAside].filter(isWhole)
  return []
}
