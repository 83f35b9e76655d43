import type { FileFault } from '#shared/edge/files/bad-cell.ts'
import type { IndexKey } from '#shared/edge/store/record.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Key, Store, Write } from '#shared/edge/store/store.ts'
import { catalogueImportsIn, ownKey } from '../keys.ts'
import { digestOf, pack, unpack } from './catalogue-chunks.ts'
import type { BadRow } from './catalogue-file.ts'
import type { ListedEntry } from './rules/catalogue-line.ts'
import type { Judgement } from './rules/judge-import.ts'

/** An import as it is remembered: its fingerprint tells a repeat from another file under its id. */
export type CatalogueImport = {
  readonly importId: string
  readonly fileName: string
  readonly fingerprint: string
  readonly rows: number
  readonly imported: number
}

/** An import that is whole, and what becomes of it. Those of earlier releases came into force without being judged. */
export type JudgedImport = CatalogueImport & Judgement & { readonly version: number }
type RecordedImport = CatalogueImport & Partial<JudgedImport>

export const isJudged = (record: RecordedImport): record is JudgedImport => record.status !== undefined

/** What a part of an import came to: its rows, and how many of them cannot be taken. */
export type ImportPart = {
  readonly part: number
  readonly rows: number
  readonly bad: number
  /** Of its content: names the item with the rows. */
  readonly digest: string
  /** Who sent it; parts of earlier releases do not say. */
  readonly by?: string
}

/** The rows of a part: entries with the line each stood on, and the rows that cannot be taken. */
export type PartRows = {
  readonly entries: readonly (ListedEntry & { readonly line: number })[]
  readonly bad: readonly BadRow[]
}

/** A part as it is to be kept, its rows packed as an item holds them. */
export type PackedPart = Omit<ImportPart, 'digest'> & { readonly packed: Uint8Array }

/** A row that cannot be taken, with the part it is in. */
export type PartBadRow = BadRow & { readonly part: number }

/** What a run that was to commit an import came to. */
export type CommitOutcome = {
  readonly runId: string
  /**
   * `waiting` for another person's approval (`imported` in earlier releases); `refused` for bad rows; `overtaken` by parts sent anew, by another commit of the import, or by another object in the
   * place of its own; `unreadable` with its fault.
   */
  readonly outcome: 'waiting' | 'imported' | 'previewed' | 'refused' | 'overtaken' | 'unreadable'
  readonly rows: number
  readonly imported: number
  /** How many rows cannot be taken, and the first of them. */
  readonly bad: number
  readonly firstBad: readonly PartBadRow[]
  /** In so many parts its bad rows are there as files to mend. */
  readonly badRowParts?: number
  /** Of a file in the bucket: who sent it, which it is, and why it could not be read as a whole. */
  readonly by?: { readonly subject: string; readonly at: string }
  readonly object?: {
    readonly key: string
    readonly etag?: string
    readonly size?: number
    readonly version?: string
  }
  readonly fault?: FileFault
}

type Versioned<Content> = Content & { readonly version: number }

/** Imports of the catalogue: what was imported, and the parts that wait for the rest of theirs. */
export type CatalogueImports = {
  readonly find: (importId: string) => Promise<RecordedImport | undefined>
  /** Those that wait for another person, the oldest first. */
  readonly waiting: (
    most: number,
    cursor?: string,
  ) => Promise<{ readonly found: readonly JudgedImport[]; readonly cursor?: string }>
  readonly parts: (importId: string) => Promise<readonly Versioned<ImportPart>[]>
  /** Keeps a part, in the place of one sent before under its number; false when two are sent at once. */
  readonly stage: (importId: string, part: PackedPart) => Promise<boolean>
  /** Whether a part stands as it is sent. */
  readonly holds: (importId: string, part: PackedPart) => Promise<boolean>
  /** What the runs came to that were to commit it. */
  readonly outcomes: (importId: string) => Promise<readonly CommitOutcome[]>
  /** Writes what becomes of an import; false when it, or a part of it, was changed meanwhile. */
  readonly write: (writes: readonly Write[]) => Promise<boolean>
  readonly rowsOf: (importId: string, parts: readonly ImportPart[]) => Promise<readonly PartRows[]>
}

const pkOf = (importId: string): string => `IMPORT#${importId}`
const partKey = (importId: string, part: number) => ({
  pk: pkOf(importId),
  sk: `PART#${String(part).padStart(3, '0')}`,
})
const outcomePrefix = 'OUTCOME#'
const rowsKey = (importId: string, digest: string) => ({ pk: pkOf(importId), sk: `ROWS#${digest}` })

export const importRecords = defineRecord<RecordedImport, Pick<CatalogueImport, 'importId'>>({
  kind: 'catalogue-imported',
  key: ({ importId }) => ({ pk: pkOf(importId), sk: 'IMPORT' }),
})
const importParts = defineRecord<Versioned<ImportPart>, Key>({ kind: 'catalogue-import-part', key: ownKey })
const partRows = defineRecord<Pick<PackedPart, 'packed'>, Key>({ kind: 'catalogue-import-rows', key: ownKey })
const commits = defineRecord<Omit<CommitOutcome, 'runId'> & Key, Key>({
  kind: 'catalogue-commit',
  key: ownKey,
})

/** An import as it is judged, over what it was: an id can be used once. It is listed while it waits. */
export const saveJudged = ({ gsi1pk: _, gsi1sk: __, ...judged }: JudgedImport & Partial<IndexKey>): Write => {
  const waits = judged.status === 'waiting' || judged.status === 'approved'
  const listed = { gsi1pk: catalogueImportsIn.waiting, gsi1sk: `${judged.made.on}#${judged.importId}` }
  return importRecords.replace({ ...judged, ...(waits ? listed : {}) }, judged.version)
}

/** The record of what a run came to, to be written with what it did. */
export const rememberOutcome = (importId: string, { runId, ...outcome }: CommitOutcome): Write =>
  commits.create({ pk: pkOf(importId), sk: `${outcomePrefix}${runId}`, ...outcome })

/** Requires a part to be as it was when it was read. */
export const requirePart = (importId: string, { part, version }: Versioned<ImportPart>): Write => ({
  kind: 'require',
  key: partKey(importId, part),
  version,
})

/** Bytes that an item with the rows of a part may have. */
export const mostPartBytes = 380_000

/** The rows of a part as an item holds them. */
export const packRows = (rows: PartRows): Uint8Array => pack(JSON.stringify(rows))

/** Opens the imports on the service's table. */
export const openCatalogueImports = (store: Store): CatalogueImports => ({
  find: (importId) => importRecords.read(store, { importId }),
  waiting: async (limit, after) => {
    const from = after === undefined ? {} : { cursor: after }
    const { items, cursor } = await store.page({
      ...{ pk: catalogueImportsIn.waiting, index: 'gsi1', limit },
      ...from,
    })
    const keys = items.map(({ pk, sk }) => ({ pk, sk }))
    const records = keys.length === 0 ? [] : await store.getMany(keys)
    const found = records.flatMap((item) => (item ? importRecords.from(item) : [])).filter(isJudged)
    // The index follows the table a moment later.
    const open = found.filter(({ status }) => status === 'waiting' || status === 'approved')
    return { found: open, ...(cursor === undefined ? {} : { cursor }) }
  },
  parts: (importId) => Array.fromAsync(importParts.list(store, pkOf(importId), { prefix: 'PART#' })),
  outcomes: (importId) =>
    Array.fromAsync(
      commits.list(store, pkOf(importId), { prefix: outcomePrefix }),
      ({ sk, outcome, rows, imported, bad, firstBad, badRowParts, by, object, fault }) => ({
        runId: sk.slice(outcomePrefix.length),
        ...{ outcome, rows, imported, bad, firstBad },
        ...(badRowParts === undefined ? {} : { badRowParts }),
        ...(by === undefined ? {} : { by }),
        ...(object === undefined ? {} : { object }),
        ...(fault === undefined ? {} : { fault }),
      }),
    ),
  holds: async (importId, { part, packed }) =>
    (await importParts.read(store, partKey(importId, part)))?.digest === digestOf(packed),
  stage: async (importId, { packed, ...counts }) => {
    const digest = digestOf(packed)
    const key = partKey(importId, counts.part)
    const former = await importParts.read(store, key)
    if (former?.digest === digest) return true
    await store.write([partRows.create({ ...rowsKey(importId, digest), packed })])
    const version = former?.version ?? 0
    const written = await store.write([importParts.replace({ ...key, ...counts, digest, version }, version)])
    return written.status === 'written'
  },
  write: async (writes) => (await store.write(writes)).status === 'written',
  rowsOf: async (importId, parts) => {
    const rows = await partRows.readMany(
      store,
      parts.map(({ digest }) => rowsKey(importId, digest)),
    )
    return rows.map((each) => JSON.parse(unpack(each?.packed as Uint8Array)) as PartRows)
  },
})
