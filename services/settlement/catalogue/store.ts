import { defineRecord } from '#shared/edge/store/record.ts'
import type { Key, Store, Write } from '#shared/edge/store/store.ts'
import { ownKey } from '../keys.ts'
import { chunksOf } from './catalogue-chunks.ts'
import type { ChunkName } from './chunk-store.ts'
import { openChunks } from './chunk-store.ts'
import type { Catalogue, DatedEntry } from './rules/catalogue.ts'
import type { ListedEntry } from './rules/catalogue-line.ts'
import { codeIn, readName, readTerms } from './rules/catalogue-line.ts'
import { catalogueOfTexts, mergeEntries } from './rules/dated-catalogue.ts'

/**
 * The catalogue as a head that lists its chunks by their first code, and chunks under the digest of their content. They
 * are never changed, so a reader has a whole catalogue or another whole one. An import of any size is in force with the
 * one write that moves the head. Chunks of former versions stay, as what claims were judged by.
 */
export type CatalogueStore = {
  readonly version: () => Promise<number>
  /** What claims are judged by; chunks held from an earlier load are not read again. */
  readonly load: () => Promise<Catalogue>
  /** All entries of codes, with their names, each code's oldest first. */
  readonly entriesOf: (...codes: readonly string[]) => Promise<readonly DatedEntry[]>
  /** Adds entries, with what else is to be written with them; false when another import came in between. */
  readonly add: (entries: readonly ListedEntry[], writes: readonly Write[]) => Promise<boolean>
}

type Head = { readonly version: number; readonly chunks: readonly ChunkName[] }

const headKey: Key = { pk: 'CATALOGUE', sk: 'HEAD' }
const heads = defineRecord<Head, Key>({ kind: 'catalogue-head', key: ownKey })
/** The place in the head of the chunk that a code belongs to: the last that begins at or before it. */
const placeOf = (chunks: readonly ChunkName[], code: string): number =>
  Math.max(
    0,
    chunks.findLastIndex(([first]) => first <= code),
  )

/** Opens the catalogue on the service's table. */
export const openCatalogueStore = (store: Store): CatalogueStore => {
  const chunkStore = openChunks(store)

  const readHead = async (): Promise<Head> => (await heads.read(store, headKey)) ?? { version: 0, chunks: [] }

  /** The chunks after an import: those it touches merged and cut anew, the others as they are. */
  const merged = async (
    chunks: readonly ChunkName[],
    entries: readonly ListedEntry[],
  ): Promise<readonly ChunkName[]> => {
    const byPlace = Map.groupBy(entries, ({ terms }) => placeOf(chunks, codeIn(terms)))
    const after: ChunkName[][] = chunks.map((chunk) => [chunk])
    for (const [place, imported] of byPlace) {
      const former = chunks[place]
      const lines = mergeEntries(former ? await chunkStore.linesOf(former[1]) : [], imported)
      after[place] = await chunkStore.write(chunksOf(lines))
    }
    return after.flat()
  }

  let held: ReadonlyMap<string, string> = new Map()
  return {
    version: async () => (await readHead()).version,
    load: async () => {
      const digests = (await readHead()).chunks.map(([, digest]) => digest)
      const missing = digests.filter((digest) => !held.has(digest))
      const texts = await chunkStore.termsOf(missing)
      const fresh = new Map(missing.map((digest, index) => [digest, texts[index] ?? '']))
      held = new Map(digests.map((digest) => [digest, held.get(digest) ?? fresh.get(digest) ?? '']))
      return catalogueOfTexts([...held.values()])
    },
    entriesOf: async (...codes) => {
      const { chunks } = await readHead()
      const digests = new Set(codes.flatMap((code) => chunks[placeOf(chunks, code)]?.[1] ?? []))
      const lines = await Promise.all([...digests].map(chunkStore.linesOf))
      return lines
        .flat()
        .filter(({ terms }) => codes.includes(codeIn(terms)))
        .map(({ terms, name }) => ({ ...readTerms(terms), ...readName(name) }))
    },
    add: async (entries, writes) => {
      const { version, chunks } = await readHead()
      const head = { ...headKey, chunks: await merged(chunks, entries), version }
      return (await store.write([heads.replace(head, version), ...writes])).status === 'written'
    },
  }
}
