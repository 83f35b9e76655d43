import type { SQSRecord } from 'aws-lambda'

/** How often a message was received, and how often it is tried before it is set aside. */
export const tries = {
  receivesOf: ({ attributes }: Pick<SQSRecord, 'attributes'>): number =>
    Number(attributes?.ApproximateReceiveCount ?? 1),
  most: 5,
} as const

/** Whoever was received so often may be what ended the function; one receive more is nothing yet. */
const oftenFrom = 3

/** More than so many that came often are what an outage left, and no message that ends its function. */
const mostAmongOthers = 2

/**
 * Messages of a batch that may end the function, those that came less often first. A sandbox that has not answered yet may
 * have followed one that was ended: it doubts all that came often. One that has answered doubts one or two that came often
 * among others that did not.
 */
export const inDoubt = (records: readonly SQSRecord[], hasAnswered: boolean): readonly SQSRecord[] => {
  const often = records.filter((record) => tries.receivesOf(record) >= oftenFrom)
  if (hasAnswered && often.length > mostAmongOthers) return []
  return often.toSorted((one, other) => tries.receivesOf(one) - tries.receivesOf(other))
}
