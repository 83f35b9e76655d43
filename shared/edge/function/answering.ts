import type { Context } from 'aws-lambda'

/** The handler of a function that other services ask: what was asked, and the id of the request. */
export const answering =
  <Answer>(answer: (asked: unknown, requestId: string) => Promise<Answer>) =>
  (event: unknown, { awsRequestId }: Context): Promise<Answer> =>
    answer(event, awsRequestId)
