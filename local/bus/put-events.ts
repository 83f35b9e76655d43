import type { AwsFault } from '../http/aws-json.ts'
import { type Entry, type EntryFault, type Envelope, entrySize, openEntry } from './entry.ts'

const maxEntries = 10
const maxRequestBytes = 256 * 1024

/** The response of PutEvents. */
export type PutEventsResult = {
  readonly FailedEntryCount: number
  readonly Entries: readonly (EntryFault | { readonly EventId: string })[]
}

/** An event that was accepted for a bus. */
export type AcceptedEvent = { readonly busName: string; readonly event: Envelope }

/** What came of a request: a refusal of all of it, or its result and the events it brought. */
export type PutEventsOutcome =
  | { readonly fault: AwsFault }
  | { readonly result: PutEventsResult; readonly accepted: readonly AcceptedEvent[] }

const invalid = (message: string): AwsFault => ({ status: 400, type: 'ValidationException', message })

/** A bus is named by its name or its ARN. */
const busOf = (entry: Entry): string => {
  const name = typeof entry.EventBusName === 'string' ? entry.EventBusName : 'default'
  return name.startsWith('arn:') ? name.slice(name.lastIndexOf('/') + 1) : name
}

/** The entries of a request; what is not even an object counts as an entry without fields. */
const entriesOf = (input: unknown): readonly Entry[] => {
  const entries = (input as { Entries?: unknown } | null)?.Entries
  if (!Array.isArray(entries)) return []
  return entries.map((entry: unknown) =>
    typeof entry === 'object' && entry !== null ? (entry as Entry) : {},
  )
}

/** What is wrong with a request as a whole, or undefined. */
const faultOf = (entries: readonly Entry[], busNames: readonly string[]): AwsFault | undefined => {
  if (entries.length === 0)
    return invalid('1 validation error detected: Entries must hold at least one entry')
  if (entries.length > maxEntries)
    return invalid(
      `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length less than or equal to ${maxEntries}`,
    )
  if (entries.reduce((sum, entry) => sum + entrySize(entry), 0) > maxRequestBytes)
    return invalid('Total size of the entries in the request is over the limit.')
  // AWS itself answers success for an unknown bus and drops the event; a misspelt name must not pass here.
  const unknown = entries.map(busOf).find((name) => !busNames.includes(name))
  return unknown === undefined
    ? undefined
    : { status: 400, type: 'ResourceNotFoundException', message: `Event bus ${unknown} does not exist.` }
}

/**
 * PutEvents: checks the request as a whole, then each entry on its own.
 * Entries keep their order in the result, as callers match them by position.
 */
export const putEvents = (input: unknown, busNames: readonly string[], now: Date): PutEventsOutcome => {
  const entries = entriesOf(input)
  const fault = faultOf(entries, busNames)
  if (fault !== undefined) return { fault }
  const opened = entries.map((entry) => ({ busName: busOf(entry), event: openEntry(entry, now) }))
  const results = opened.map(({ event }) => ('ErrorCode' in event ? event : { EventId: event.id }))
  return {
    result: {
      FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length,
      Entries: results,
    },
    accepted: opened.flatMap(({ busName, event }) => ('ErrorCode' in event ? [] : [{ busName, event }])),
  }
}
