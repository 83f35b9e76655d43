import * as z from 'zod'
import type { InvokeResult } from '../contracts.ts'

/** Which records of a batch have to come again: none, all, or those with these identifiers. */
export type BatchOutcome =
  | { readonly failed: 'none' }
  | { readonly failed: 'all'; readonly reason: string }
  | { readonly failed: 'some'; readonly identifiers: ReadonlySet<string> }

const response = z
  .looseObject({
    batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish(),
  })
  .nullish()

/**
 * Reads the answer of a function to a batch as Lambda does. An answer fails the whole batch if it names an unknown
 * record or is not of the agreed form.
 */
export const outcomeOf = (
  result: InvokeResult,
  reportsItemFailures: boolean,
  known: ReadonlySet<string>,
): BatchOutcome => {
  if (result.status === 'failed') {
    return { failed: 'all', reason: `${result.errorType}: ${result.errorMessage}` }
  }
  if (!reportsItemFailures) return { failed: 'none' }
  const parsed = response.safeParse(result.payload)
  if (!parsed.success) return { failed: 'all', reason: 'the answer is not a batch response' }
  const identifiers = new Set(parsed.data?.batchItemFailures?.map(({ itemIdentifier }) => itemIdentifier))
  if (identifiers.size === 0) return { failed: 'none' }
  const unknown = [...identifiers].find((identifier) => !known.has(identifier))
  if (unknown !== undefined) return { failed: 'all', reason: `the answer names an unknown record ${unknown}` }
  return { failed: 'some', identifiers }
}
