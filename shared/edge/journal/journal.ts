import { asKept, fromKept } from '#shared/edge/journal/kept-answer.ts'
import type { Page, Store, Stored } from '#shared/edge/store/store.ts'
import type { Decider } from '#shared/kernel/authority.ts'
import { must } from '#shared/kernel/errors.ts'

/** A command as the door took it: who gave it, what it was, and the records it changes. */
export type Call = {
  readonly commandId: string
  /** Tells the payload from another one under the same key. */
  readonly fingerprint: string
  readonly by: Decider
  /** The record it changes, as the path of its read. */
  readonly record: string
  /** The cities whose officers may read the entry. */
  readonly cities: readonly string[]
  readonly reason?: string
}

/** A read of a person's data. */
export type Look = { readonly personId: string; readonly requestId: string; readonly by: Decider }

/**
 * Whether a command is new. One that is done is answered as it was. `by` is who gave it the last time, and when;
 * `wasRefused`: it was refused then. One that is repeated and was not refused was cut off: what became of it is not known.
 */
export type CommandState =
  | { readonly status: 'new'; readonly by: Decider }
  | { readonly status: 'repeated'; readonly by: Decider; readonly wasRefused: boolean }
  | { readonly status: 'done'; readonly by: Decider; readonly wasRefused: boolean; readonly answer: unknown }
  | { readonly status: 'other-payload' }

/** What the door remembers: commands by their id and record, looks by their person. Entries are never changed or deleted. */
export type Journal = {
  /** Remembers a command before it is given; a repeat is known by its id. */
  readonly begin: (call: Call) => Promise<CommandState>
  /** Remembers that a repeat is given anew, by whom and when. */
  readonly again: (call: Call) => Promise<void>
  /** Keeps the answer of a command whose effect is done, so that a repeat is answered and does nothing. */
  readonly done: (call: Call, answer: unknown) => Promise<void>
  /** Whether another command on the record was taken since this one was first, and was not refused. */
  readonly isOvertaken: (call: Call) => Promise<boolean>
  /** Notes further records that a command changed, known by its answer only. */
  readonly changed: (call: Call, records: readonly string[]) => Promise<void>
  /** Notes that a command was refused, so that the history of the record does not show it as done. */
  readonly refused: (call: Call, code: string) => Promise<void>
  readonly look: (looks: readonly Look[]) => Promise<void>
  /** The commands on a record, newest first. */
  readonly history: (record: string, page: { limit: number; cursor?: string }) => Promise<Page>
  /** The reads of a person's data, newest first. */
  readonly looks: (personId: string, page: { limit: number; cursor?: string }) => Promise<Page>
}

const deciderIn = (entry: Stored): Decider => {
  const { subject, scope, division, institution, operation, at } = entry as Stored & Decider
  return { subject, scope, division, operation, at, ...(institution === undefined ? {} : { institution }) }
}

const callPartition = (commandId: string): string => `CALL#${commandId}`
const callKey = (commandId: string) => ({ pk: callPartition(commandId), sk: 'CALL' })
const answerPrefix = 'ANSWER#'
const againPrefix = 'AGAIN#'
const recordPartition = (record: string): string => `RECORD#${record}`
const personPartition = (personId: string): string => `PERSON#${personId}`

const entryOf = ({ commandId, by, cities, reason }: Call, record: string) => ({
  gsi1pk: recordPartition(record),
  gsi1sk: `${by.at}#${commandId}`,
  ...{ commandId, record, ...by, cities },
  ...(reason === undefined ? {} : { reason }),
})

/** Bytes that are sealed, and the name of the key that they are sealed with. */
type SealedBytes = { readonly bytes: Uint8Array; readonly sealedWith: string }

/** Seals the answers that are kept, where answers name people. */
export type Cover = {
  readonly sealBytes: (place: string, bytes: Uint8Array) => Promise<SealedBytes>
  readonly openBytes: (place: string, sealed: SealedBytes) => Promise<Uint8Array>
}

/** A piece of an answer as it is kept; one that was kept before there was a cover is as it was. */
type KeptPiece = { readonly sk: string; readonly piece: Uint8Array; readonly sealedWith?: string }

const placeOf = (commandId: string, { sk }: Pick<KeptPiece, 'sk'>): string => `${commandId}/${sk}`

const covered = async (commandId: string, kept: KeptPiece, cover: Cover | undefined): Promise<KeptPiece> => {
  if (!cover) return kept
  const { bytes, sealedWith } = await cover.sealBytes(placeOf(commandId, kept), kept.piece)
  return { ...kept, piece: bytes, sealedWith }
}

const uncovered = async (commandId: string, kept: KeptPiece, cover?: Cover): Promise<Uint8Array> => {
  const { piece: bytes, sealedWith } = kept
  if (sealedWith === undefined) return bytes
  must(cover !== undefined, 'journal.no-cover', 'an answer is sealed, and nothing opens it', { commandId })
  return cover.openBytes(placeOf(commandId, kept), { bytes, sealedWith })
}

/** The answer of a command that is done; undefined for one of which no answer is known. */
const answerIn = async (
  entries: readonly Stored[],
  commandId: string,
  cover?: Cover,
): Promise<{ readonly value: unknown } | undefined> => {
  const kept = entries.filter(({ sk }) => sk.startsWith(answerPrefix))
  if (kept.length === 0) return undefined
  const pieces = kept.map((item) => uncovered(commandId, item as unknown as KeptPiece, cover))
  return { value: fromKept(await Promise.all(pieces)) }
}

/** How many of the newest commands on a record are looked at for one that overtook another. */
const newest = 20

/** One of the times that a command was given. */
const givenAt = ({ commandId, at }: Stored): string => `${String(commandId)} ${String(at)}`

/** The times that a command was given and refused. */
const refusedIn = (entries: readonly Stored[]): ReadonlySet<string> =>
  new Set(entries.filter(({ kind }) => kind === 'command-refused').map(givenAt))

/** The last time that a command was given: who gave it, and whether it was refused then. */
const lastGiven = (first: Stored, entries: readonly Stored[]) => {
  const again = entries.filter(({ sk }) => sk.startsWith(againPrefix))
  const last = again.reduce((before, each) => (String(each.at) < String(before.at) ? before : each), first)
  return { by: deciderIn(last), wasRefused: refusedIn(entries).has(givenAt(last)) }
}

/**
 * Whether what a record's history shows of a later moment was done, or may have been. A command that was refused and is
 * shown as one that changed the record was taken when it came again.
 */
const overtakes = (entries: readonly Stored[], { commandId, by }: Call): boolean => {
  const refused = refusedIn(entries)
  return entries.some(
    (entry) =>
      entry.kind !== 'command-refused' &&
      entry.commandId !== commandId &&
      (entry.kind === 'command-record' || !refused.has(givenAt(entry))) &&
      String(entry.at) > by.at,
  )
}

/** Opens the door's journal over its own table, which has one index; a cover where its answers name people. */
export const openJournal = (store: Store, cover?: Cover): Journal => ({
  begin: async (call) => {
    const { commandId, fingerprint, record } = call
    const item = { ...callKey(commandId), kind: 'command', fingerprint, ...entryOf(call, record) }
    const written = await store.write([{ kind: 'create', item }])
    if (written.status === 'written') return { status: 'new', by: call.by }
    const existing = written.failed[0]?.existing
    if (existing?.fingerprint !== fingerprint) return { status: 'other-payload' }
    const entries = await Array.fromAsync(store.list({ pk: callPartition(commandId) }))
    const last = lastGiven(existing, entries)
    const answer = await answerIn(entries, commandId, cover)
    return answer ? { status: 'done', ...last, answer: answer.value } : { status: 'repeated', ...last }
  },
  again: async (call) => {
    const { commandId, fingerprint, record, by } = call
    const sk = `${againPrefix}${by.at}#${by.subject}`
    const item = { pk: callPartition(commandId), sk, kind: 'command', fingerprint, ...entryOf(call, record) }
    await store.write([{ kind: 'create', item }])
  },
  done: async ({ commandId }, answer) => {
    const pieces = asKept(answer).map((piece, index) =>
      covered(commandId, { sk: `${answerPrefix}${String(index).padStart(3, '0')}`, piece }, cover),
    )
    const kept = { pk: callPartition(commandId), kind: 'command-answer' }
    await store.write(
      (await Promise.all(pieces)).map((piece) => ({ kind: 'create', item: { ...kept, ...piece } })),
    )
  },
  isOvertaken: async (call) => {
    const { items } = await store.page({
      ...{ index: 'gsi1', pk: recordPartition(call.record), newestFirst: true, limit: newest },
    })
    return overtakes(items, call)
  },
  changed: async (call, records) => {
    await Promise.all(
      records.map((record) =>
        store.write([
          {
            kind: 'create',
            item: {
              pk: callPartition(call.commandId),
              sk: `RECORD#${record}`,
              kind: 'command-record',
              ...entryOf(call, record),
            },
          },
        ]),
      ),
    )
  },
  refused: async (call, code) => {
    await store.write([
      {
        kind: 'create',
        item: {
          pk: callPartition(call.commandId),
          sk: `REFUSED#${call.by.at}`,
          kind: 'command-refused',
          code,
          ...entryOf(call, call.record),
          gsi1sk: `${call.by.at}#${call.commandId}#refused`,
        },
      },
    ])
  },
  look: async (looks) => {
    await Promise.all(
      looks.map(({ personId, requestId, by }) =>
        store.write([
          {
            kind: 'create',
            item: {
              pk: personPartition(personId),
              sk: `${by.at}#${requestId}`,
              kind: 'look',
              personId,
              requestId,
              ...by,
            },
          },
        ]),
      ),
    )
  },
  history: (record, page) =>
    store.page({ index: 'gsi1', pk: recordPartition(record), newestFirst: true, ...page }),
  looks: (personId, page) => store.page({ pk: personPartition(personId), newestFirst: true, ...page }),
})
