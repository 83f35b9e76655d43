import type { Store, Write } from '#shared/edge/store/store.ts'
import { digestOf, pack, unpack } from './catalogue-chunks.ts'
import type { BadRow } from './catalogue-file.ts'
import type { ListedEntry } from './rules/catalogue-line.ts'

/** An import as it is remembered: its fingerprint tells a repeat from another file under its id. */
export type CatalogueImport = {
  readonly importId: string
  readonly fileName: string
  readonly fingerprint: string
  readonly rows: number
  readonly imported: number
}

/** What a part of an import came to: its rows, and how many of them cannot be taken. */
export type ImportPart = {
  readonly part: number
  readonly rows: number
  readonly bad: number
  /** Of its content: names the item with the rows. */
  readonly digest: string
}

/** The rows of a part: entries with the line each stood on, and the rows that cannot be taken. */
export type PartRows = {
  readonly entries: readonly (ListedEntry & { readonly line: number })[]
  readonly bad: readonly BadRow[]
}

/** A part as it is to be kept, its rows packed as an item holds them. */
export type SentPart = Omit<ImportPart, 'digest'> & { readonly packed: Uint8Array }

/** A row that cannot be taken, with the part it is in. */
export type PartBadRow = BadRow & { readonly part: number }

/** What a run that was to commit an import came to. */
export type CommitOutcome = {
  readonly runId: string
  /** `refused` for bad rows; `overtaken` by parts sent anew, or by another commit of the import. */
  readonly outcome: 'imported' | 'refused' | 'overtaken'
  readonly rows: number
  readonly imported: number
  /** How many rows cannot be taken, and the first of them. */
  readonly bad: number
  readonly firstBad: readonly PartBadRow[]
}

type Versioned<Content> = Content & { readonly version: number }

/** Imports of the catalogue: what was imported, and the parts that wait for the rest of theirs. */
export type CatalogueImports = {
  readonly find: (importId: string) => Promise<CatalogueImport | undefined>
  readonly parts: (importId: string) => Promise<readonly Versioned<ImportPart>[]>
  /** Keeps a part, in the place of one sent before under its number; false when two are sent at once. */
  readonly stage: (importId: string, sent: SentPart) => Promise<boolean>
  /** Whether a part stands as it is sent. */
  readonly holds: (importId: string, sent: SentPart) => Promise<boolean>
  /** What the runs came to that were to commit it. */
  readonly outcomes: (importId: string) => Promise<readonly CommitOutcome[]>
  readonly rowsOf: (importId: string, parts: readonly ImportPart[]) => Promise<readonly PartRows[]>
}

const pkOf = (importId: string): string => `IMPORT#${importId}`
const recordKey = (importId: string) => ({ pk: pkOf(importId), sk: 'IMPORT' })
const partKey = (importId: string, part: number) => ({
  pk: pkOf(importId),
  sk: `PART#${String(part).padStart(3, '0')}`,
})
const outcomePrefix = 'OUTCOME#'
const rowsKey = (importId: string, digest: string) => ({ pk: pkOf(importId), sk: `ROWS#${digest}` })

/** The record of an import, to be written with what it imports: an id can be used once. */
export const remember = (record: CatalogueImport): Write => ({
  kind: 'create',
  item: { ...recordKey(record.importId), kind: 'catalogue-imported', ...record },
})

/** The record of what a run came to, to be written with what it did. */
export const rememberOutcome = (importId: string, { runId, ...outcome }: CommitOutcome): Write => ({
  kind: 'create',
  item: { pk: pkOf(importId), sk: `${outcomePrefix}${runId}`, kind: 'catalogue-commit', ...outcome },
})

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
export const openCatalogueImports = (store: Store): CatalogueImports => {
  const readPart = async (importId: string, part: number) =>
    (await store.get(partKey(importId, part))) as unknown as Versioned<ImportPart> | undefined

  return {
    find: async (importId) =>
      (await store.get(recordKey(importId))) as unknown as CatalogueImport | undefined,
    parts: async (importId) => {
      const parts: Versioned<ImportPart>[] = []
      for await (const item of store.list({ pk: pkOf(importId), prefix: 'PART#' }))
        parts.push(item as unknown as Versioned<ImportPart>)
      return parts
    },
    outcomes: async (importId) => {
      const stored = await Array.fromAsync(store.list({ pk: pkOf(importId), prefix: outcomePrefix }))
      return stored.map(({ sk, outcome, rows, imported, bad, firstBad }) => {
        const found = { outcome, rows, imported, bad, firstBad } as unknown as Omit<CommitOutcome, 'runId'>
        return { runId: sk.slice(outcomePrefix.length), ...found }
      })
    },
    holds: async (importId, { part, packed }) =>
      (await readPart(importId, part))?.digest === digestOf(packed),
    stage: async (importId, { packed, ...sent }) => {
      const digest = digestOf(packed)
      const former = await readPart(importId, sent.part)
      if (former?.digest === digest) return true
      const rows = { ...rowsKey(importId, digest), kind: 'catalogue-import-rows', packed }
      await store.write([{ kind: 'create', item: rows }])
      const item = { ...partKey(importId, sent.part), kind: 'catalogue-import-part', ...sent, digest }
      const written = await store.write([{ kind: 'replace', item, version: former?.version ?? 0 }])
      return written.status === 'written'
    },
    rowsOf: async (importId, parts) => {
      const items = await store.getMany(parts.map(({ digest }) => rowsKey(importId, digest)))
      return items.map((item) => JSON.parse(unpack(item?.packed as Uint8Array)) as PartRows)
    },
  }
}
