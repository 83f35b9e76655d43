import type { FaultKind } from '../chaos/fault-kinds.ts'
import type { EntryFault } from './entry.ts'
import { asLastReleaseTold } from './last-release.ts'
import type { PutEventsOutcome } from './put-events.ts'

type Entry = { readonly DetailType?: unknown; readonly Detail?: unknown }

const notTaken: EntryFault = { ErrorCode: 'InternalFailure', ErrorMessage: 'the entry was not taken' }

const entriesOf = (input: unknown): readonly Entry[] | undefined => {
  const entries = (input as { readonly Entries?: unknown } | null)?.Entries
  return Array.isArray(entries) && entries.length > 0 ? entries : undefined
}

const told = (entry: Entry, happens: (kind: FaultKind) => boolean): Entry => {
  const { DetailType, Detail } = entry
  if (typeof DetailType !== 'string' || typeof Detail !== 'string' || !happens('lastRelease')) return entry
  return { ...entry, Detail: asLastReleaseTold(DetailType, Detail) }
}

/** Puts events of which the bus takes some only, and of which a function of the last release tells some. */
export const putTroubled = (
  input: unknown,
  happens: (kind: FaultKind) => boolean,
  put: (input: unknown) => PutEventsOutcome,
): PutEventsOutcome => {
  const entries = entriesOf(input)
  if (!entries) return put(input)
  const asked = entries.map((entry) => ({ entry, isTaken: !happens('refusedEntry') }))
  const wanted = asked.flatMap(({ entry, isTaken }) => (isTaken ? [told(entry, happens)] : []))
  if (wanted.length === 0)
    return { accepted: [], result: { FailedEntryCount: asked.length, Entries: asked.map(() => notTaken) } }
  const outcome = put({ ...(input as object), Entries: wanted })
  if ('fault' in outcome) return outcome
  const results = [...outcome.result.Entries]
  const Entries = asked.map(({ isTaken }) => (isTaken ? (results.shift() ?? notTaken) : notTaken))
  const FailedEntryCount = Entries.filter((entry) => 'ErrorCode' in entry).length
  return { accepted: outcome.accepted, result: { FailedEntryCount, Entries } }
}
