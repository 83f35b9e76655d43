import type { Page, Store, Stored } from '#shared/edge/store/store.ts'
import type { Decider } from '#shared/kernel/authority.ts'

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
 * Whether a command is new. A command that was given before is repeated as its first sender's, at the time they sent
 * it.
 */
export type CommandState =
  | { readonly status: 'new' | 'repeated'; readonly by: Decider }
  | { readonly status: 'other-payload' }

/** What the door remembers: commands by their id and record, looks by their person. Entries are never changed or deleted. */
export type Journal = {
  /** Remembers a command before it is given; a repeat is known by its id, and is its first sender's. */
  readonly begin: (call: Call) => Promise<CommandState>
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

const callKey = (commandId: string) => ({ pk: `CALL#${commandId}`, sk: 'CALL' })
const recordPartition = (record: string): string => `RECORD#${record}`
const personPartition = (personId: string): string => `PERSON#${personId}`

const entryOf = ({ commandId, by, cities, reason }: Call, record: string) => ({
  gsi1pk: recordPartition(record),
  gsi1sk: `${by.at}#${commandId}`,
  ...{ commandId, record, ...by, cities },
  ...(reason === undefined ? {} : { reason }),
})

/** Opens the door's journal over its own table, which has one index. */
export const openJournal = (store: Store): Journal => ({
  begin: async (call) => {
    const { commandId, fingerprint, record } = call
    const item = { ...callKey(commandId), kind: 'command', fingerprint, ...entryOf(call, record) }
    const written = await store.write([{ kind: 'create', item }])
    if (written.status === 'written') return { status: 'new', by: call.by }
    const existing = written.failed[0]?.existing
    return existing?.fingerprint === fingerprint
      ? { status: 'repeated', by: deciderIn(existing) }
      : { status: 'other-payload' }
  },
  changed: async (call, records) => {
    await Promise.all(
      records.map((record) =>
        store.write([
          {
            kind: 'create',
            item: {
              pk: `CALL#${call.commandId}`,
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
          pk: `CALL#${call.commandId}`,
          sk: 'REFUSED',
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
