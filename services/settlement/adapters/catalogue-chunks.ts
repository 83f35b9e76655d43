import { createHash } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Store, Stored, Write } from '#shared/edge/store.ts'
import type { DatedEntry } from '../domain/dated-catalogue.ts'
import { mergeEntries } from '../domain/dated-catalogue.ts'
import { versionedPartition } from './versioned-partition.ts'

/** One import as it is remembered: its id is the sender's, its fingerprint tells a repeat from another file. */
export type CatalogueImport = {
  readonly importId: string
  readonly fileName: string
  readonly fingerprint: string
  readonly imported: number
}

export type CatalogueChunks = {
  readonly version: () => Promise<number>
  readonly entries: () => Promise<readonly DatedEntry[]>
  readonly findImport: (importId: string) => Promise<CatalogueImport | undefined>
  /** Adds entries and the import's record in one transaction; false when another import came in between. */
  readonly add: (entries: readonly DatedEntry[], record: CatalogueImport) => Promise<boolean>
}

/** Spread over this many items by code, a national catalogue stays below the size of an item, compressed. */
const chunks = 8
const partition = { pk: 'CATALOGUE', prefix: 'CHUNK#', kind: 'catalogue-head' }

const chunkOf = (code: string): number => (createHash('sha256').update(code).digest()[0] ?? 0) % chunks
const chunkKey = (chunk: number) => ({ pk: partition.pk, sk: `${partition.prefix}${chunk}` })
const importKey = (importId: string) => ({ pk: partition.pk, sk: `IMPORT#${importId}` })

type StoredEntry = readonly [
  code: string,
  name: string,
  listType: string,
  from: string,
  to: string | null,
  entryClass: DatedEntry['class'],
  firstSelfPaid: number,
  limit1: number | null,
  limit2: number | null,
  limit3: number | null,
  itemClass: string,
]

const pack = (entries: readonly DatedEntry[]): Uint8Array =>
  deflateRawSync(
    JSON.stringify(
      entries.map((entry): StoredEntry => {
        const { code, name, listType, from, to, firstSelfPaid, priceLimit, itemClass } = entry
        const limits = [priceLimit[1], priceLimit[2], priceLimit[3]] as const
        return [code, name, listType, from, to, entry.class, firstSelfPaid, ...limits, itemClass]
      }),
    ),
  )

const unpack = (bytes: Uint8Array): DatedEntry[] =>
  (JSON.parse(inflateRawSync(bytes).toString('utf8')) as StoredEntry[]).map(
    ([code, name, listType, from, to, entryClass, firstSelfPaid, limit1, limit2, limit3, itemClass]) => ({
      code,
      name,
      listType,
      from,
      to,
      class: entryClass,
      firstSelfPaid,
      priceLimit: { 1: limit1, 2: limit2, 3: limit3 },
      itemClass,
    }),
  )

const listed = async (items: AsyncGenerator<Stored>): Promise<Stored[]> => {
  const all: Stored[] = []
  for await (const item of items) all.push(item)
  return all
}

const entriesOf = (item: Stored): DatedEntry[] => unpack(item.entries as Uint8Array)

/** The catalogue as a few compressed items, so that a function loads thousands of entries with one query. */
export const openCatalogueChunks = (store: Store): CatalogueChunks => {
  const { version, items, moveOn } = versionedPartition(store, partition)
  return {
    version,
    entries: async () => (await listed(items())).flatMap(entriesOf),
    findImport: async (importId) => {
      const stored = await store.get(importKey(importId))
      return stored as unknown as CatalogueImport | undefined
    },
    add: async (entries, record) => {
      const head = await version()
      const stored = new Map((await listed(items())).map((item) => [item.sk, item]))
      const byChunk = Map.groupBy(entries, ({ code }) => chunkOf(code))
      const replaced = [...byChunk].map(([chunk, imported]): Write => {
        const key = chunkKey(chunk)
        const former = stored.get(key.sk)
        const merged = mergeEntries(former ? entriesOf(former) : [], imported)
        return {
          kind: 'replace',
          item: { ...key, kind: 'catalogue-chunk', entries: pack(merged) },
          version: Number(former?.version ?? 0),
        }
      })
      const remembered: Write = {
        kind: 'create',
        item: { ...importKey(record.importId), kind: 'catalogue-imported', ...record },
      }
      const written = await store.write([...replaced, moveOn(head), remembered])
      return written.status === 'written'
    },
  }
}
